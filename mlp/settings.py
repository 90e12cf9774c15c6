"""What one setting of a run may be: its default, bounds, choices and help, and the check that enforces them."""

import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field


class SpecError(ValueError):
    """A setting that is not allowed: names the field, what is allowed and what was got."""

    def __init__(self, name, allowed, got):
        super().__init__(f"{name} must be {allowed}, got {_shown(got)}")
        self.name = name

    def __reduce__(self):  # a worker's error reaches the server whole
        return _rebuilt, (self.name, str(self))


def _rebuilt(name, message):
    error = SpecError(name, "", "")
    error.args = (message,)
    return error


def _shown(value, most=60):
    try:
        text = repr(value)
    except Exception:  # a number of too many digits, or too many brackets
        text = f"a {type(value).__name__} that cannot be written"
    return text if len(text) <= most else text[:most] + "…"


def _number_in_words(number):
    return str(int(number)) if math.isfinite(number) and number == int(number) else f"{number:g}"


@dataclass(frozen=True)
class Setting:
    """One row of the table. `low` and `high` are inclusive; `items` bounds the length of a list.

    `synonyms` are pairs (what is read as well, the choice that it means). `only_with` is another setting and its
    choices without which this one has no effect.
    """

    kind: str  # choice, integer, number, switch, integers, pairs, options, name
    default: object
    label: str = ""
    help: str = ""
    subject: str = ""
    low: float = 0
    high: float = math.inf
    choices: tuple = ()
    items: int = 0
    synonyms: tuple = ()
    only_with: tuple = ()

    @property
    def allowed(self):
        """What may stand here, in words."""
        between = f"from {_number_in_words(self.low)} to {_number_in_words(self.high)}"
        return {
            "choice": f"one of {', '.join(self.choices)}",
            "integer": f"a whole number {between}",
            "number": f"a number {between}",
            "switch": "true or false",
            "integers": f"at most {self.items} whole numbers {between}, separated by commas",
            "pairs": f"a list of at most {self.items} pairs of numbers {between}, such as 0.05: 0.001, 0.02: 0.0005",
            "options": "names with a number, text or true/false each",
            "name": "a name",
        }[self.kind]

    def clean(self, name, value):
        """The value in its one canonical form. Raises SpecError."""
        try:
            return CLEANERS[self.kind](self, value)
        except Exception:  # whatever a hostile value raises when it is looked at
            raise SpecError(name, self.allowed, value) from None

    def parse(self, name, text):
        """The value that a text means, as on the command line: 0.1, true, relu, 20,20, 0.05:0.001 or JSON.

        Raises SpecError.
        """
        if self.kind in ("choice", "name"):
            return self.clean(name, text)
        try:
            value = json.loads(self._bracketed(text))
        except (ValueError, RecursionError):  # no JSON, a number of too many digits, too many brackets
            raise SpecError(name, self.allowed, text) from None
        return self.clean(name, value)

    def _bracketed(self, text):
        """A list or pairs as people write them, as JSON has them."""
        if self.kind not in ("integers", "pairs") or text.lstrip().startswith("["):
            return text
        pairs = self.kind == "pairs" and text.strip()
        return f"[[{text.replace(',', '],[').replace(':', ',')}]]" if pairs else f"[{text}]"

    def written(self, value):
        """The text that `parse` reads back."""
        if self.kind == "pairs":
            return ", ".join(f"{one}: {other}" for one, other in value)
        return ", ".join(map(str, value)) if self.kind == "integers" else str(value)

    def applies(self, value_of):
        """Whether it has an effect, where `value_of(name)` is the value of another setting."""
        return not self.only_with or value_of(self.only_with[0]) in self.only_with[1:]


def setting(kind, default, **bounds):
    """A dataclass field that carries its own row of the table; its words are in mlp/words.py."""
    return field(default=default, metadata={"setting": Setting(kind, default, **bounds)})


def _number(setting, value):
    if isinstance(value, bool | str):
        raise TypeError
    number = float(value)
    if not setting.low <= number <= setting.high:
        raise ValueError
    return number + 0.0  # no negative zero


def _integer(setting, value):
    number = _number(setting, value)
    if number != int(number):
        raise ValueError
    return int(number)


def _listed(setting, value):
    if isinstance(value, str | Mapping):
        raise TypeError
    values = list(itertools.islice(value, setting.items + 1))  # it may have no end
    if len(values) > setting.items:
        raise ValueError
    return values


def _choice(setting, value):
    value = dict(setting.synonyms).get(value, value)
    if value not in setting.choices:
        raise ValueError
    return str(value)


def _switch(setting, value):
    if value not in (True, False):
        raise ValueError
    return bool(value)


def _pairs(setting, value):
    return tuple((_number(setting, a), _number(setting, b)) for a, b in _listed(setting, value))


def _options(setting, value):
    pairs = value.items() if isinstance(value, Mapping) else [(key, option) for key, option in value]
    options = sorted((_name(setting, key), _option(option)) for key, option in pairs)
    if len(dict(options)) < len(options):
        raise ValueError  # one name, two values
    return tuple(options)


def _option(value):
    if isinstance(value, bool | str):
        return value
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return int(number) if number.is_integer() else number


def _name(setting, value):
    if not (isinstance(value, str) and value.isidentifier()):
        raise ValueError
    return value


CLEANERS = {
    "choice": _choice,
    "integer": _integer,
    "number": _number,
    "switch": _switch,
    "integers": lambda setting, value: tuple(_integer(setting, item) for item in _listed(setting, value)),
    "pairs": _pairs,
    "options": _options,
    "name": _name,
}
