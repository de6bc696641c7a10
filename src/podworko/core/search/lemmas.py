"""The Polish lemma of a word, from simplemma's dictionary of 3.7 million forms.

The dictionary takes 2 s to open and 26 MB of each process that has opened it (the default factory of
simplemma: 420 MB). Whoever indexes waits for it. Whoever searches does not: until it is open, which the
first search sets off, words are found by their folded forms and stems alone.
"""

import threading

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import stream_dictionary_factory
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

BLOCK = 128
"""Forms between two places at which reading can begin: a word takes 55 µs instead of 20, the dictionary 26 MB
instead of 46. simplemma keeps 32 and has no setting for it."""
_lemmatizer: Lemmatizer | None = None
_lock = threading.Lock()


def lemma(word: str) -> str:
    """Return the lemma of a word in lower case; the word itself if nothing is known of it."""
    return str(_opened().lemmatize(word, "pl"))


def are_open() -> bool:
    """Say whether `lemma` answers at once."""
    return _lemmatizer is not None


def open_soon() -> None:
    """Open the dictionary without waiting for it."""
    if not are_open() and not _lock.locked():
        threading.Thread(target=_opened, name="open-lemmas", daemon=True).start()


def _opened() -> Lemmatizer:
    global _lemmatizer  # noqa: PLW0603 – one dictionary per process
    if _lemmatizer is None:
        with _lock:
            if _lemmatizer is None:
                stream_dictionary_factory._BLOCK_SIZE = BLOCK  # noqa: SLF001 – see above
                strategy = DefaultStrategy(dictionary_factory=StreamDictionaryFactory())
                # `words.forms` remembers; this one need not.
                lemmatizer = Lemmatizer(cache_max_size=1, lemmatization_strategy=strategy)
                lemmatizer.lemmatize("dom", "pl")
                _lemmatizer = lemmatizer
    return _lemmatizer
