"""The modules of snowballstemmer, one by one: the English stemmer without those of thirty other languages.

``import snowballstemmer`` loads them all, which takes longer than a search. To the import system, a module with a
``__path__`` is a package, and what is imported from it is looked for there. So the module ``english_stemmer`` of this
package is the library's file of that name. The library itself is left alone, for whoever else imports it.
"""

from __future__ import annotations

from importlib.machinery import PathFinder  # importlib.util would bring four modules more

_library = PathFinder.find_spec("snowballstemmer")
__path__ = list(_library.submodule_search_locations or ()) if _library else []
