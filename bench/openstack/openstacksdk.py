"""One operation of the benchmark by openstacksdk; what to do comes in BENCH_SPEC, what it took goes to stdout as JSON."""

import json
import os
import re
import resource
import time
from concurrent.futures import ThreadPoolExecutor

import openstack


def list_ports(cloud, spec):
    return sum(1 for _ in cloud.network.ports(network_id=spec["network"], limit=spec["page"]))


def make_rules(cloud, spec):
    made = [
        cloud.network.create_security_group_rule(
            security_group_id=spec["securityGroup"],
            direction="ingress",
            ethertype="IPv4",
            protocol="tcp",
            port_range_min=20000 + number,
            port_range_max=20000 + number,
        )
        for number in range(spec["rules"])
    ]
    for rule in made:
        cloud.network.delete_security_group_rule(rule.id, ignore_missing=False)
    return len(made)


def get_networks(cloud, spec):
    with ThreadPoolExecutor(spec["concurrency"]) as pool:
        return len(list(pool.map(lambda _: cloud.network.get_network(spec["network"]), range(spec["gets"]))))


OPERATIONS = {"ports": list_ports, "rules": make_rules, "gets": get_networks}


def processor_ms():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def peak_kib():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])


def main():
    spec = json.loads(os.environ["BENCH_SPEC"])
    cloud = openstack.connect()
    # The measured operation finds a token and an open connection.
    cloud.network.get_network(spec["network"])
    before, start = processor_ms(), time.perf_counter()
    count = OPERATIONS[spec["operation"]](cloud, spec)
    ms = (time.perf_counter() - start) * 1000
    told = {"count": count, "ms": ms, "cpuMs": processor_ms() - before, "processCpuMs": processor_ms(), "peakKib": peak_kib()}
    print(json.dumps(told))


main()
