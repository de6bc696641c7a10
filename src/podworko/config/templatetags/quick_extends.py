"""Django's `{% extends %}`, for which the frame round a page is drawn once for all passers-by.

What `base.html` shows outside its blocks is the same for everybody without an account who opens the same kind of page
of the same area in the same language: it is drawn with its blocks left open, kept, and joined with the blocks of each
page. Whoever may be signed in, or is told something (a message), gets a page drawn as Django draws it.
"""

import re
from functools import cached_property
from typing import Any, Final

from django import template
from django.template import RequestContext
from django.template.base import NodeList, Template, TextNode
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_extends
from django.utils.html import escape
from django.utils.safestring import SafeString

from podworko.config.templatetags import frame

register = template.Library()

BASE: Final = "base.html"
MAIN: Final = "main"
"""The block that holds others; a page that says all of it itself has none of them."""
_MOST = 1000
_shells: dict[tuple[object, ...], list[str]] = {}


class _KnownNodes(NodeList):
    """The nodes of a compiled template, which change no more."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self._by_type: dict[Any, list[Any]] = {}

    def get_nodes_by_type(self, nodetype: Any) -> list[Any]:
        """Return all nodes of a kind, however deep."""
        if nodetype not in self._by_type:
            self._by_type[nodetype] = super().get_nodes_by_type(nodetype)
        return self._by_type[nodetype]

    @cached_property
    def blocks(self) -> dict[str, BlockNode]:
        """All blocks by their names."""
        return {node.name: node for node in self.get_nodes_by_type(BlockNode)}

    @cached_property
    def leaves(self) -> list[str]:
        """Names of the blocks that hold no other."""
        return [name for name, node in self.blocks.items() if len(node.get_nodes_by_type(BlockNode)) == 1]

    @cached_property
    def tops(self) -> list[str]:
        """Names of the blocks that no other holds."""
        held = [inner for node in self.blocks.values() for inner in node.get_nodes_by_type(BlockNode)[1:]]
        return [name for name, node in self.blocks.items() if node not in held]


class KnownExtendsNode(ExtendsNode):
    """Extends a template whose blocks are known from the page before."""

    _known: Template | None = None

    def get_parent(self, context: Context) -> Template:
        """Return the template that is extended."""
        if self._known is not None:
            return self._known
        parent = super().get_parent(context)
        if not isinstance(parent.nodelist, _KnownNodes):
            parent.nodelist = _KnownNodes(parent.nodelist)
        if isinstance(getattr(self.parent_name, "var", None), str):
            self._known = parent
        return parent

    def render(self, context: Context) -> SafeString:
        """Return the page: as Django does, or its blocks in the frame that is kept."""
        parent = self.get_parent(context)
        shared = frame.shared_by(context) if parent.name == BASE else None
        if shared is None or not isinstance(context, RequestContext):
            return SafeString(super().render(context))
        nodes: Any = parent.nodelist
        known: Any = context.render_context
        blocks = known.setdefault(BLOCK_CONTEXT_KEY, BlockContext())
        blocks.add_blocks(self.blocks)
        is_whole = blocks.get_block(MAIN) is not None
        blocks.add_blocks(nodes.blocks)
        names = nodes.tops if is_whole else nodes.leaves
        said = {frame.BACK: escape(shared.frame.back), frame.ADDRESS: escape(shared.frame.address)}
        with context.render_context.push_state(parent, isolated_context=False):
            said |= {_open(name): nodes.blocks[name].render(context) for name in names}
            pieces = _shell(context, parent, names, (*shared.key, is_whole))
        # Taken apart and joined, never replaced: what people have typed may look like an open part.
        return SafeString("".join([said.get(piece, piece) for piece in pieces]))


def _open(name: str) -> str:
    return f"--block-{name}--"


def _shell(context: RequestContext, parent: Any, names: list[str], key: tuple[object, ...]) -> list[str]:
    """Return the frame in pieces, the open parts between them; `parent` is a compiled template."""
    pieces = _shells.get(key)
    if pieces is None:
        blocks = BlockContext()
        blocks.add_blocks({name: BlockNode(name, NodeList([TextNode(_open(name))])) for name in names})
        with context.render_context.push_state(parent), context.push(**frame.left_open(context)):
            context.render_context[BLOCK_CONTEXT_KEY] = blocks
            drawn = parent._render(context)  # noqa: SLF001 – as Django's own tag does
        if len(_shells) >= _MOST:
            _shells.clear()
        pieces = _shells[key] = re.split(f"({'|'.join([frame.BACK, frame.ADDRESS, *map(_open, names)])})", drawn)
    return pieces


@register.tag("extends")
def do_known_extends(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Extend a template, as Django does."""
    node = do_extends(parser, token)
    return KnownExtendsNode(node.nodelist, node.parent_name)
