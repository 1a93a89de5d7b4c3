"""Answers, one line of JSON per line of JSON, how openstacksdk resolves a cloud. Needs nothing but openstacksdk."""

import importlib
import json
import os
import sys
import warnings

import os_service_types
import yaml

# The same resolver in C: thousands of files are read.
if hasattr(yaml, "CSafeLoader"):
    yaml.safe_load = lambda stream: yaml.load(stream, Loader=yaml.CSafeLoader)

from keystoneauth1 import loading  # noqa: E402
from openstack import version  # noqa: E402
from openstack.config import cloud_region, loader  # noqa: E402

warnings.simplefilter("ignore")
# Tokens of a keyring are none of our business, and asking it for them takes its time.
cloud_region.keyring = None


def remembered(function):
    """The list of services is copied whole for every question; the answer is always the same."""
    known = {}

    def ask(self, kind, *arguments):
        if kind not in known:
            known[kind] = function(self, kind, *arguments)
        return known[kind]

    return ask


for name in ("get_all_types", "get_service_type", "is_known"):
    setattr(os_service_types.ServiceTypes, name, remembered(getattr(os_service_types.ServiceTypes, name)))


plugins = {}
find_plugin = loading.get_plugin_loader


def get_plugin(name):
    """A new loader of a class that is looked up once among all installed packages."""
    if name not in plugins:
        plugins[name] = type(find_plugin(name))
    return plugins[name]()


loading.get_plugin_loader = get_plugin


class Sent(Exception):
    def __init__(self, url, body):
        super().__init__(url)
        self.url = url
        self.body = body


class Recorder:
    """Stands in for a session; nothing leaves this process."""

    def post(self, url, json=None, **_):
        raise Sent(url, json)


def shown(error):
    return "%s: %s" % (type(error).__name__, error)


def attempt(function):
    try:
        return function()
    except Exception as error:
        return {"error": shown(error)}


def request_of(plugin, auth_type):
    """The body that Keystone would get; None for plugins that ask somebody else first."""
    if auth_type.startswith("v3oidc") or auth_type in ("none", "admin_token"):
        return None
    if hasattr(plugin, "create_plugin"):
        plugin = plugin.create_plugin(None, (3, 0), plugin.auth_url)
    try:
        plugin.get_auth_ref(Recorder())
    except Sent as sent:
        return {"url": sent.url, "body": sent.body}
    return None


def service_of(region, kind):
    return {
        "override": attempt(lambda: region.get_endpoint(kind)),
        "region": attempt(lambda: region.get_region_name(kind)),
        "interfaces": attempt(lambda: region.get_interface(kind)),
        "apiVersion": attempt(lambda: region.get_api_version(kind)),
        "microversion": attempt(lambda: region._get_version_request(kind, None).default_microversion),
        "catalogType": attempt(lambda: region.get_service_type(kind)),
        "catalogName": attempt(lambda: region.get_service_name(kind)),
        "connectRetries": attempt(lambda: region.get_connect_retries(kind)),
        "statusRetries": attempt(lambda: region.get_status_code_retries(kind)),
        "rateLimit": attempt(lambda: region.get_rate_limit(kind)),
        "concurrency": attempt(lambda: region.get_concurrency(kind)),
    }


def environment(env):
    for key in [key for key in os.environ if key.startswith("OS_")]:
        del os.environ[key]
    os.environ.update(env)


def open_config(case):
    files = case["files"]
    return loader.OpenStackConfig(
        config_files=[files["clouds"]] if files.get("clouds") else [],
        secure_files=[files["secure"]] if files.get("secure") else [],
        vendor_files=[files["profiles"]] if files.get("profiles") else [],
    )


def get_region(config, case, validate):
    arguments = {"cloud": case.get("cloud"), "validate": validate}
    if case.get("region"):
        arguments["region_name"] = case["region"]
    return config.get_one(**arguments)


def resolve(case):
    environment(case["env"])
    config = open_config(case)
    failure = None
    try:
        region = get_region(config, case, True)
    except Exception as error:
        failure = shown(error)
        region = get_region(open_config(case), case, False)
    verify, cert = region.get_requests_verify_args()
    answer = {
        "name": region.name,
        "config": region.config,
        "verify": verify,
        "cert": cert,
        "region": region.region_name,
        "cacheAuth": region._cache_auth,
        "services": {kind: service_of(region, kind) for kind in case["services"]},
    }
    if failure is not None:
        return {**answer, "authError": failure}
    try:
        request = request_of(region._auth, region.config["auth_type"])
    except Exception as error:
        return {**answer, "authError": shown(error)}
    return {**answer, "auth": region.config["auth"], "request": request}


def search(case):
    environment(case["env"])
    kept = dict(os.environ)
    os.environ.update(case["paths"])
    os.chdir(case["cwd"])
    fresh = importlib.reload(loader)
    answer = {"clouds": fresh.CONFIG_FILES, "secure": fresh.SECURE_FILES, "profiles": fresh.VENDOR_FILES}
    os.environ.clear()
    os.environ.update(kept)
    return answer


def main():
    loading.get_plugin_loader("password")
    hello = {"sdk": version.__version__}
    print(json.dumps(hello), flush=True)
    for line in sys.stdin:
        case = json.loads(line)
        try:
            answer = search(case) if case.get("search") else resolve(case)
        except Exception as error:
            answer = {"error": shown(error)}
        print(json.dumps(answer, default=str, skipkeys=True), flush=True)


main()
