"""The network in words: its measures, each in one plain sentence, and the rows of its tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from podworko.core import network as networks
from podworko.core import svg_network
from podworko.core.svg_network import NetworkPicture, Node
from podworko.organisations.choices import LinkLevel, Sector
from podworko.portal.network import Actor, Network, Tie

SIGNS = {
    Sector.PUBLIC: ("square", "#2D6A8E"),
    Sector.PRIVATE: ("triangle", "#8A5A1C"),
    Sector.CIVIC: ("circle", "#1F5B47"),
    Sector.KNOWLEDGE: ("diamond", "#6B4A7A"),
    Sector.UNKNOWN: ("hexagon", "#5D6764"),
}
BROKERS = 3


class Measure(NamedTuple):
    """A measure, what it is now, and what that means."""

    name: str
    value: str
    said: str


class Broker(NamedTuple):
    """Somebody through whom others reach one another."""

    actor: Actor
    share: int
    """Per cent of the shortest ways between two others that lead through it."""


class TieRow(NamedTuple):
    """A tie with its ends."""

    first: Actor
    second: Actor
    tie: Tie
    why: list[str]
    """What joins them and where that is known from; a source of several ties as its number, „[1]”."""


def laid_out(network: Network) -> Mapping[str, Any]:
    """Return where points lie, who joins, and which belong together: see `core.network_work`."""
    return networks.laid_out(network.keys, network.edges)


def brokers(network: Network) -> list[Broker]:
    """Return those through whom most ways lead."""
    between = laid_out(network)["between"]
    names = network.names()
    found = [Broker(names[int(key)], round(100 * share)) for key, share in between.items() if int(key) in names]
    found.sort(key=lambda broker: (-broker.share, broker.actor.number))
    return [broker for broker in found if broker.share][:BROKERS]


def measures(network: Network, joining: Sequence[Broker]) -> list[Measure]:
    """Return the measures of a network with their explanations."""
    found = network.measured()
    names = ", ".join(broker.actor.name for broker in joining) or _("nikt")
    return [
        Measure(
            _("Gęstość"),
            per_cent(found.density),
            _("Tyle z wszystkich możliwych par ma ze sobą do czynienia. Nie chodzi o 100 %: ważne, czy przybywa."),
        ),
        Measure(
            _("Bez powiązań"),
            str(found.isolated),
            _("Tyle organizacji i grup nie ma tu żadnego znanego powiązania. Od nich warto zacząć rozmowę."),
        ),
        Measure(
            _("Osobne części"),
            str(found.parts),
            _("Na tyle grup, które nic nie łączy, dzieli się sieć. Jedna: każdy może dotrzeć do każdego."),
        ),
        Measure(
            _("Pośrednicy"),
            names,
            _("Przez nich prowadzi najwięcej najkrótszych dróg między innymi. Gdy odejdą, sieć może się rozpaść."),
        ),
    ]


def summary(network: Network) -> str:
    """Return in words what the picture shows."""
    found = network.measured()
    actors = ngettext("%(count)s organizacja lub grupa", "%(count)s organizacji i grup", found.nodes)
    ties = ngettext("%(count)s powiązanie", "%(count)s powiązań", found.edges)
    return f"{actors % {'count': found.nodes}}, {ties % {'count': found.edges}}."


def rows(network: Network, sources: Sequence[str] = ()) -> list[TieRow]:
    """Return the ties with their ends, the closest first; `sources`: those that are said once, below all of them."""
    names, numbers = network.names(), {source: f"[{number}]" for number, source in enumerate(sources, start=1)}
    found = [TieRow(names[tie.first], names[tie.second], tie, _why(tie, numbers)) for tie in network.ties]
    return sorted(found, key=lambda row: (-row.tie.level, row.first.number, row.second.number))


def _why(tie: Tie, numbers: Mapping[str, str]) -> list[str]:
    whys = zip(tie.said, tie.sources, strict=True)
    return [
        f"{said} {numbers[source]}" if source in numbers else " · ".join(filter(None, [said, source]))
        for said, source in whys
    ]


def shared_sources(network: Network) -> list[str]:
    """Return the sources from which several ties are known, the one of most ties first."""
    counted = Counter(source for tie in network.ties for source in set(tie.sources) if source)
    return [source for source, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])) if count > 1]


def per_cent(share: float) -> str:
    """Return a share (0–1) as it is written here: „3,0 %”."""
    return f"{100 * share:.1f}".replace(".", ",") + " %"


def drawn(network: Network, *, title: str, joining: Sequence[Broker]) -> str:
    """Return the picture of the network as SVG."""
    strong = {broker.actor.pk for broker in joining}
    return svg_network.draw(
        NetworkPicture(
            title=title,
            description=_("%(summary)s Kto z kim, mówi tabela.") % {"summary": summary(network)},
            nodes=[_node(actor, is_strong=actor.pk in strong) for actor in network.drawn_actors],
            edges=[(tie.first, tie.second, tie.pen) for tie in network.ties],
            groups=laid_out(network)["groups"],
            alone=_("Bez znanych powiązań"),
            legend=_legend(network),
            signs=signs(network.actors),
        )
    )


def signs(actors: Sequence[Actor]) -> list[tuple[str, str, str]]:
    """Return the signs of the sectors that there are, with their words."""
    labels = dict(Sector.choices)
    there = {actor.sector for actor in actors}
    return [(*sign, _("sektor: %(name)s") % {"name": labels[code]}) for code, sign in SIGNS.items() if code in there]


def _node(actor: Actor, *, is_strong: bool) -> Node:
    shape, colour = SIGNS[Sector(actor.sector)]
    return Node(actor.pk, actor.number, actor.name, shape, colour, is_strong)


def _legend(network: Network) -> list[tuple[str, str]]:
    there = {tie.pen for tie in network.ties}
    said = {str(number): str(level.label) for number, level in enumerate(LinkLevel, start=1)}
    said["derived"] = _("zależność z wpisu: część, oddział, kto prowadzi")
    return [(pen, words) for pen, words in said.items() if pen in there]
