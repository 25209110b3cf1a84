"""Where the roots that somebody trusts are kept, and what is written there."""

import json
from pathlib import Path

from lpsedocs.pins import Pin, load_pins, pins_file, remember_tip, save_pin

PIN = Pin("1" * 40, "0123456789abcdef0123456789abcdef", "2" * 64, "refs/heads/main", "3" * 40, "2026-07-06")


def test_pins_are_kept_where_the_system_keeps_configuration() -> None:
    assert pins_file({"HOME": "/rumah"}) == Path("/rumah/.config/lpsedocs/pins.json")
    assert pins_file({"HOME": "/rumah", "XDG_CONFIG_HOME": "/atur"}) == Path("/atur/lpsedocs/pins.json")


def test_a_pin_is_kept_as_a_text_file_of_the_user_alone(tmp_path: Path) -> None:
    place = tmp_path / "lpsedocs" / "pins.json"
    save_pin(place, PIN)
    text = place.read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert load_pins(place) == (PIN,)


def test_the_last_verified_tip_is_remembered_of_a_pin_that_is_kept_only(tmp_path: Path) -> None:
    place = tmp_path / "pins.json"
    remember_tip(place, PIN, "4" * 40, "2026-07-07")
    assert not place.exists()
    save_pin(place, PIN)
    remember_tip(place, PIN, "4" * 40, "2026-07-07")
    [pin] = load_pins(place)
    assert (pin.tip, pin.verified) == ("4" * 40, "2026-07-07")
