"""What calendars on servers hold of a programme: one link for each event that was sent."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import Connection, delete, insert, select

from planner.store import tables as t


class Calendar(Struct, frozen=True, kw_only=True):
    """A calendar on a server; never a password.

    Attributes:
        url: of the calendar.
        server: the address that the person gave.
        user: name that the person gave; empty without one.
    """

    url: str
    server: str
    user: str = ""


class Link(Struct, frozen=True, kw_only=True):
    """An event as it was last written to a calendar.

    Attributes:
        path: of its resource, without percent signs.
        etag: version that the server gave it; empty while that is not known.
        sequence: SEQUENCE that was written.
        digest: of what was written, but for the sequence.
        times, words: of what was written, to tell what somebody else changed.
        settled: False from before it is sent until the server has answered.
    """

    uid: str
    path: str
    etag: str
    sequence: int
    digest: str
    times: str
    words: str
    settled: bool


class LinkedCalendar(Struct, frozen=True, kw_only=True):
    """A calendar with its links, by UID."""

    calendar: Calendar
    links: tuple[Link, ...]


def read(connection: Connection, programme: str) -> tuple[LinkedCalendar, ...]:
    """Every calendar of a programme, by URL."""
    kept = select(t.calendar).where(t.calendar.c.programme == programme).order_by("url")
    rows = connection.execute(kept).mappings().all()
    return tuple(
        LinkedCalendar(
            calendar=Calendar(url=row["url"], server=row["server"], user=row["user"]),
            links=_links(connection, programme, row["url"]),
        )
        for row in rows
    )


def keep_calendar(connection: Connection, programme: str, calendar: Calendar) -> None:
    """Remember a calendar; what was known of it is replaced."""
    own = t.calendar.c
    connection.execute(
        delete(t.calendar).where(own.programme == programme, own.url == calendar.url)
    )
    connection.execute(insert(t.calendar).values(programme=programme, **asdict(calendar)))


def keep(connection: Connection, programme: str, url: str, links: Sequence[Link]) -> None:
    """Remember links in place of those of the same UIDs."""
    drop(connection, programme, url, [link.uid for link in links])
    rows = [{**asdict(link), "programme": programme, "url": url} for link in links]
    if rows:
        connection.execute(insert(t.calendar_link), rows)


def drop(connection: Connection, programme: str, url: str, uids: Sequence[str]) -> None:
    """Forget links."""
    own = t.calendar_link.c
    for uid in uids:
        connection.execute(
            delete(t.calendar_link).where(
                own.programme == programme, own.url == url, own.uid == uid
            )
        )


def _links(connection: Connection, programme: str, url: str) -> tuple[Link, ...]:
    own = t.calendar_link.c
    query = select(t.calendar_link).where(own.programme == programme, own.url == url)
    found = []
    for row in connection.execute(query.order_by(own.uid)).mappings():
        fields = {name: row[name] for name in Link.__struct_fields__}
        found.append(replace(Link(**fields), settled=bool(row["settled"])))
    return tuple(found)
