import datetime as dt

from parvis.kernel.ids import imported_id, made_at, new_id


def test_ids_grow_and_fit_in_63_bits() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))
    assert made[-1] < 2**63


def test_an_id_says_when_it_was_made() -> None:
    before = dt.datetime.now(dt.UTC)
    assert abs(made_at(new_id()) - before) < dt.timedelta(seconds=10)


def test_an_imported_id_is_dated_and_the_same_each_time() -> None:
    when = dt.datetime(2010, 9, 16, 6, 54, tzinfo=dt.UTC)
    assert made_at(imported_id(when, "post:7")) == when
    assert imported_id(when, "post:7") == imported_id(when, "post:7")
    assert imported_id(when, "post:7") != imported_id(when, "post:8")
