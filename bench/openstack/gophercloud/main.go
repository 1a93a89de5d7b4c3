// One operation of the benchmark by gophercloud; what to do comes in BENCH_SPEC, what it took goes to stdout as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/gophercloud/gophercloud/v2/openstack/config"
	"github.com/gophercloud/gophercloud/v2/openstack/config/clouds"
	"github.com/gophercloud/gophercloud/v2/openstack/networking/v2/extensions/security/rules"
	"github.com/gophercloud/gophercloud/v2/openstack/networking/v2/networks"
	"github.com/gophercloud/gophercloud/v2/openstack/networking/v2/ports"
	"github.com/gophercloud/gophercloud/v2/pagination"
)

type spec struct {
	Operation     string
	Network       string
	SecurityGroup string
	Page          int
	Rules         int
	Gets          int
	Concurrency   int
}

func main() {
	var wanted spec
	must(json.Unmarshal([]byte(os.Getenv("BENCH_SPEC")), &wanted))
	ctx := context.Background()
	client := connect(ctx)
	// The measured operation finds a token and an open connection.
	must(networks.Get(ctx, client, wanted.Network).Err)
	before, start := processorMs(), time.Now()
	count, err := operations[wanted.Operation](ctx, client, wanted)
	ms := float64(time.Since(start).Microseconds()) / 1000
	must(err)
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"count": count, "ms": ms, "cpuMs": processorMs() - before, "processCpuMs": processorMs(), "peakKib": peakKib(),
	}))
}

func connect(ctx context.Context) *gophercloud.ServiceClient {
	auth, endpoint, tls, err := clouds.Parse()
	must(err)
	provider, err := config.NewProviderClient(ctx, auth, config.WithTLSConfig(tls))
	must(err)
	client, err := openstack.NewNetworkV2(provider, endpoint)
	must(err)
	return client
}

var operations = map[string]func(context.Context, *gophercloud.ServiceClient, spec) (int, error){
	"ports": func(ctx context.Context, client *gophercloud.ServiceClient, wanted spec) (int, error) {
		count := 0
		pager := ports.List(client, ports.ListOpts{NetworkID: wanted.Network, Limit: wanted.Page})
		err := pager.EachPage(ctx, func(_ context.Context, page pagination.Page) (bool, error) {
			found, err := ports.ExtractPorts(page)
			count += len(found)
			return true, err
		})
		return count, err
	},
	"rules": func(ctx context.Context, client *gophercloud.ServiceClient, wanted spec) (int, error) {
		made := []string{}
		for number := range wanted.Rules {
			rule, err := rules.Create(ctx, client, rules.CreateOpts{
				Direction: rules.DirIngress, EtherType: rules.EtherType4, Protocol: rules.ProtocolTCP,
				PortRangeMin: 20000 + number, PortRangeMax: 20000 + number, SecGroupID: wanted.SecurityGroup,
			}).Extract()
			if err != nil {
				return len(made), err
			}
			made = append(made, rule.ID)
		}
		for _, id := range made {
			if err := rules.Delete(ctx, client, id).ExtractErr(); err != nil {
				return len(made), err
			}
		}
		return len(made), nil
	},
	"gets": func(ctx context.Context, client *gophercloud.ServiceClient, wanted spec) (int, error) {
		turns := make(chan int)
		failures := make(chan error, wanted.Concurrency)
		var workers sync.WaitGroup
		for range wanted.Concurrency {
			workers.Go(func() {
				var failure error
				for range turns {
					if _, err := networks.Get(ctx, client, wanted.Network).Extract(); err != nil {
						failure = err
					}
				}
				failures <- failure
			})
		}
		for number := range wanted.Gets {
			turns <- number
		}
		close(turns)
		workers.Wait()
		close(failures)
		for failure := range failures {
			if failure != nil {
				return 0, failure
			}
		}
		return wanted.Gets, nil
	},
}

func processorMs() float64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6
}

func peakKib() int {
	status, err := os.ReadFile("/proc/self/status")
	must(err)
	for _, line := range strings.Split(string(status), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			peak, err := strconv.Atoi(fields[1])
			must(err)
			return peak
		}
	}
	return 0
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
