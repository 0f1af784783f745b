"""Which URLs an operator may enter."""

import pytest

from agentline.adapters.outgoing.endpoint_urls import Network, check_endpoint_url
from agentline.outgoing_ports import EndpointUrlError


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/",
        "https://hooks.example.com/agentline?tenant=1",
        "https://hooks.example.com:443/",
        "https://hooks.example.com:8443/",
        "https://example.xn--p1ai/",
        "https://HOOKS.example.com/",
    ],
)
def test_https_to_a_public_name_is_accepted(url: str) -> None:
    check_endpoint_url(url, Network.PUBLIC)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "http://127.0.0.1/",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://hooks.example.com/",
        "//hooks.example.com/",
        "hooks.example.com",
        "",
        "https://",
        "https:///path",
        # Somebody else's host behind a user's name, in all its disguises.
        "https://user@hooks.example.com/",
        "https://user:password@hooks.example.com/",
        "https://hooks.example.com@169.254.169.254/",
        "https://hooks.example.com\\@169.254.169.254/",
        "https://hooks.example.com#@169.254.169.254/",
        "https://@hooks.example.com/",
        # Addresses, in all their spellings.
        "https://127.0.0.1/",
        "https://93.184.216.34/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://0x7f.0.0.1/",
        "https://0x7f000001/",
        "https://0x7f.0x1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2606:4700::1111]/",
        "https://[fe80::1%25eth0]/",
        "https://①②⑦.0.0.1/",
        # Names that are nobody's in public.
        "https://localhost/",
        "https://localhost./",
        "https://intranet/",
        "https://hooks.example.com./",
        "https://hooks..example.com/",
        "https://-hooks.example.com/",
        "https://hooks_.example.com/",
        "https://hööks.example.com/",
        f"https://{'a' * 64}.example.com/",
        f"https://{'a.' * 126}example.com/",
        # Ports of other trades, and none at all.
        "https://hooks.example.com:22/",
        "https://hooks.example.com:25/",
        "https://hooks.example.com:80/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:65536/",
        "https://hooks.example.com:443x/",
        # What a parser may read otherwise than the next one.
        "https://hooks.example.com/ HTTP/1.1\r\nX-Injected: 1",
        "https://hooks.example.com/\t",
        "https://hooks.example\n.com/",
        "https://hooks.example.com/#fragment",
        "https://hooks.example.com/" + "a" * 1_000,
    ],
)
def test_everything_else_is_refused_with_the_rule_and_without_the_url(url: str) -> None:
    with pytest.raises(EndpointUrlError, match=r"^must") as refused:
        check_endpoint_url(url, Network.PUBLIC)
    assert not url or url not in str(refused.value)


def test_the_one_machine_stage_may_post_to_itself() -> None:
    check_endpoint_url("http://127.0.0.1:9100/hooks", Network.ANY)
    check_endpoint_url("https://127.0.0.1:9100/hooks", Network.ANY)
    with pytest.raises(EndpointUrlError):
        check_endpoint_url("http://user@127.0.0.1:9100/hooks", Network.ANY)
    with pytest.raises(EndpointUrlError):
        check_endpoint_url("http://hooks.example.com/", Network.ANY)
