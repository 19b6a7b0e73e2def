"""The datetime module, without what Python 3.11 does around it.

There ``datetime.py`` makes each of its classes in Python, only to replace them by those of ``_datetime``: a
millisecond and a third of a megabyte that a first lookup need not pay. From 3.12 on the two cost the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as datetime
else:
    try:
        import _datetime as datetime
    except ImportError:  # an interpreter without the C module
        import datetime  # noqa: F401
