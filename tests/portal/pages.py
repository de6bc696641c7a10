"""Reading pages as a person would: words without markup."""

import html
import re


def text_of(markup):
    """Return the words of some markup with single spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def words(response):
    """Return the words of a page's content, without the frame round it."""
    return text_of(response.text.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0])


def titles(response):
    """Return the titles of the entries of a page's lists, in their order."""
    found = re.findall(r'<h[34] class="entry-title">(.*?)</h[34]>', response.text, re.DOTALL)
    return [text_of(title) for title in found]
