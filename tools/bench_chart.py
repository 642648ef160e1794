"""Draws a recorded benchmark run (docs/bench/*.json) as an SVG: for each benchmark one bar a runtime."""
import json
from xml.sax.saxutils import escape

COLUMN = 430
GAP = 40
MARGIN = 24
LABEL = 50
VALUE = 74
BAR = 13
STEP = 18
TITLE = 26
BLOCK = TITLE + 4 * STEP + 18

# Readable on white and on near-black; Gyre stands out from its peers by colour and weight.
STYLE = '''
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #333c46; }
  .title { font-weight: 600; }
  .unit, .note { fill: #6a7480; font-size: 11px; }
  .gyre { font-weight: 700; }
  .bar { fill: #a9b3bf; }
  .bar.own { fill: #d9541e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #d5dbe2; }
    .unit, .note { fill: #98a2ae; }
    .bar { fill: #5b6672; }
    .bar.own { fill: #ff7a45; }
  }
'''


def short(value, unit):
    if value >= 1e6:
        return f'{value / 1e6:.2f} M'
    if value >= 1e4:
        return f'{value / 1e3:.0f} k'
    return f'{value:.1f}' if unit in ('ms', 'MB') else f'{value:.0f}'


def block(row, x, y):
    better = 'less is better' if row['better'] == 'less' else 'more is better'
    parts = [f'<text class="title" x="{x}" y="{y + 12}">{escape(row["name"])} '
             f'<tspan class="unit" dx="4">{escape(row["unit"])}, {better}</tspan></text>']
    longest = max(row['median'].values())
    room = COLUMN - LABEL - VALUE
    for i, (name, value) in enumerate(row['median'].items()):
        top = y + TITLE + i * STEP
        own = name == 'Gyre'
        width = max(2, room * value / longest)
        parts.append(f'<text x="{x}" y="{top + 11}"{" class=" + chr(34) + "gyre" + chr(34) if own else ""}>{name}</text>'
                     f'<rect class="bar{" own" if own else ""}" x="{x + LABEL}" y="{top}" width="{width:.1f}" '
                     f'height="{BAR}" rx="2"/>'
                     f'<text x="{x + LABEL + width + 6:.1f}" y="{top + 11}"{" class=" + chr(34) + "gyre" + chr(34) if own else ""}>'
                     f'{short(value, row["unit"])}</text>')
    return '\n'.join(parts)


def draw(source, target):
    """Reads the JSON file `source` and writes the SVG file `target`."""
    with open(source, encoding='utf-8') as file:
        run = json.load(file)
    rows = [row for row in run['results'] if 'Gyre' in row['median']]
    lines = (len(rows) + 1) // 2
    width = 2 * COLUMN + GAP + 2 * MARGIN
    height = 2 * MARGIN + lines * BLOCK + 16
    versions = ', '.join(f'{name} {number}' for name, number in run['versions'].items())
    note = f'{versions}; medians of {rows[0]["rounds"]} interleaved runs, {run["date"]}'
    body = [block(row, MARGIN + (i % 2) * (COLUMN + GAP), MARGIN + (i // 2) * BLOCK) for i, row in enumerate(rows)]
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
           f'height="{height}" role="img">\n<title>Benchmarks: {escape(run["suite"])}</title>\n'
           f'<style>{STYLE}</style>\n' + '\n'.join(body) +
           f'\n<text class="note" x="{MARGIN}" y="{height - MARGIN + 4}">{escape(note)}</text>\n</svg>\n')
    with open(target, 'w', encoding='utf-8') as file:
        file.write(svg)
