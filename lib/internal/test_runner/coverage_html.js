'use strict';

// Coverage as HTML: index.html with the table, and a page for each file that shows its source with
// the lines that no test ran. The pages need nothing else: no script, no other file.

const fs = require('fs');
const path = require('path');

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
.low { color: #b00020; } .middle { color: #946000; } .high { color: #1b7a2f; }
pre { font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; }
pre span { display: block; white-space: pre; }
pre .missed { background: #ff000026; }
pre i { display: inline-block; width: 4rem; padding-right: 1rem; text-align: right;
  font-style: normal; opacity: .6; user-select: none; }
@media (prefers-color-scheme: dark) { body { background: #16181c; color: #ddd; }
  a { color: #8ab4f8; } .low { color: #ff8a80; } .middle { color: #ffd54f; }
  .high { color: #81c784; } }
`;

function escape(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function page(title, body) {
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n` +
    `<meta name="viewport" content="width=device-width">\n<title>${escape(title)}</title>\n` +
    `<style>${style}</style>\n</head>\n<body>\n${body}</body>\n</html>\n`;
}

function level(value) {
  if (value >= 90) return 'high';
  return value >= 60 ? 'middle' : 'low';
}

function cell(value, covered, total) {
  return `<td class="${level(value)}">${value.toFixed(2)} % ` +
    `<small>${covered}/${total}</small></td>`;
}

function row(name, part) {
  const cells = ['Line', 'Branch', 'Function'].map((key) => cell(
    part[`covered${key}Percent`], part[`covered${key}Count`], part[`total${key}Count`]));
  return `<tr><td>${name}</td>${cells.join('')}</tr>\n`;
}

function table(rows) {
  return '<table>\n<tr><th>File</th><th>Lines</th><th>Branches</th><th>Functions</th></tr>\n' +
    `${rows}</table>\n`;
}

// The name of a file's page: one folder holds all.
function pageName(name) {
  return `${name.replace(/[^A-Za-z0-9._-]/g, (character) => {
    return character === '/' ? '__' : `_${character.codePointAt(0).toString(16)}_`;
  })}.html`;
}

function filePage(name, file) {
  const source = fs.readFileSync(file.path, 'utf8').split('\n');
  const lines = file.lines.map(({ line, count }) => {
    const missed = count === 0 ? ' class="missed"' : '';
    return `<span${missed} id="L${line}"><i>${line}</i>${escape(source[line - 1] ?? '')}</span>`;
  });
  return page(name, `<p><a href="index.html">All files</a></p>\n<h1>${escape(name)}</h1>\n` +
    `${table(row(escape(name), file))}<pre>${lines.join('')}</pre>\n`);
}

/**
 * @param {object} summary of the event test:coverage
 * @param {string} folder is made if it is not there
 * @returns {void}
 * @throws {Error} of the file system
 */
function writeCoverageHtml({ files, totals, workingDirectory }, folder) {
  fs.mkdirSync(folder, { recursive: true });
  let rows = '';
  for (const file of files) {
    const name = path.relative(workingDirectory, file.path);
    fs.writeFileSync(path.join(folder, pageName(name)), filePage(name, file));
    rows += row(`<a href="${pageName(name)}">${escape(name)}</a>`, file);
  }
  fs.writeFileSync(path.join(folder, 'index.html'), page(
    'Coverage', `<h1>Coverage</h1>\n${table(rows + row('<b>All files</b>', totals))}`));
}

module.exports = { writeCoverageHtml };
