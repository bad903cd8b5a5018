"""Which addresses a link may lead to.

Public ones, so that no list can make a CI machine ask its own network.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# What `is_global` lets through but no public site lives on: translated and tunnelled IPv4, relays,
# benchmarks.
_INNER = tuple(
    map(
        ip_network,
        ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
    )
)
_TRANSLATED = ip_network("64:ff9b::/96")
_LOCAL_TRANSLATED = ip_network("64:ff9b:1::/48")


def public(text: str) -> bool:
    """Whether `text` is an address of the public internet; IPv4 inside IPv6 is judged as IPv4."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address in _LOCAL_TRANSLATED:
            return False
        address = _inner(address) or address
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in block for block in _INNER if block.version == address.version)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that `address` carries: mapped, NAT64, 6to4 or Teredo."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return (
        address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    )
