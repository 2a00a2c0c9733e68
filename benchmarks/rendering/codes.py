"""Short programs of our own in many languages, with names and numbers drawn at random."""

from random import Random

_PROGRAMS = {
    "python": """def {f}({a}, {b}={n}):
    total = 0
    for {a} in range({n}):
        if {a} % {m} == 0:
            total += {a}
        else:
            print(f"{a} = {{{a}}}")
    return total


print({f}({n}))""",
    "javascript": """function {f}({a}) {{
  const {b} = [];
  for (let i = 0; i < {n}; i++) {{
    if (i % {m} === 0) {{
      {b}.push({a} + i);
    }}
  }}
  return {b};
}}""",
    "java": """public class {F} {{
    private int {a} = {n};

    public int {f}(int {b}) {{
        if ({b} > {m}) {{
            return {a} * {b};
        }}
        return {a};
    }}
}}""",
    "cpp": """#include <iostream>

int main() {{
    int {a} = {n};
    while ({a} > {m}) {{
        std::cout << {a} << std::endl;
        {a} -= {m};
    }}
    return 0;
}}""",
    "sql": """SELECT {a}, COUNT(*) AS {b}
FROM {f}
WHERE {a} > {n}
GROUP BY {a}
ORDER BY {b} DESC
LIMIT {m};""",
    "bash": """for {a} in *.txt; do
  echo "$ {a}"
  if [ -f "{f}.log" ]; then
    rm "{f}.log"
  fi
done""",
    "html": """<ul class="{a}">
  <li>{f}</li>
  <li>
    <a href="/{b}">{b}</a>
  </li>
</ul>""",
    "json": """{{
  "{a}": {n},
  "{b}": [
    "{f}",
    "{m}"
  ]
}}""",
    "go": """func {f}({a} []int) int {{
    best := {m}
    for _, {b} := range {a} {{
        if {b} > best {{
            best = {b}
        }}
    }}
    return best
}}""",
}
_NAMES = ("count", "price", "item", "user", "width", "score", "value", "index", "level", "speed")
_DOINGS = ("load", "update", "find_all", "parse", "render", "collect", "merge")


def code(rng: Random) -> tuple[str, list[str]]:
    """A language and the lines of a program in it."""
    language = rng.choice(list(_PROGRAMS))
    a, b = rng.sample(_NAMES, 2)
    f = rng.choice(_DOINGS)
    words = {
        "a": a,
        "b": b,
        "f": f,
        "F": f.title().replace("_", ""),
        "n": rng.randint(10, 99),
        "m": rng.randint(2, 9),
    }
    return language, _PROGRAMS[language].format(**words).split("\n")
