'use strict';

// Which lines, branches and functions the tests ran (Node doc, "Collecting code coverage").
//
// V8 counts (Profiler.startPreciseCoverage): for each function nested ranges of the source, the
// innermost around a character has its count. Processes are added up: a range that one process
// did not tell has there the count of the range around it. A line is not covered if one uncovered
// range has all of it; a range is a branch.

const fs = require('fs');
const path = require('path');

let session;

/** Starts counting. Functions that exist already are counted from their next call. */
function startCoverage() {
  const { Session } = require('internal/inspector');
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/**
 * What was counted in the files of the program.
 * @returns {object[] | undefined} V8's ScriptCoverage objects; undefined if nothing counts
 */
function takeCoverage() {
  if (session === undefined) return undefined;
  let scripts;
  session.post('Profiler.takePreciseCoverage', null, (error, answer) => {
    if (error === null) scripts = answer.result;
  });
  return scripts?.filter(({ url }) => {
    return (url.startsWith('file:') || url.startsWith('/')) && !url.includes('/node_modules/');
  });
}

function toPath(url) {
  return url.startsWith('file:') ? require('internal/url').fileURLToPath(url) : url;
}

// ---------------------------------------------------------------------------------------------
// Adding processes up

function keyOf({ startOffset, endOffset }) {
  return `${startOffset}-${endOffset}`;
}

// The count of [start, end) by the ranges of one process: that of the innermost range around it.
function countIn(ranges, { startOffset, endOffset }) {
  let best;
  for (const range of ranges) {
    if (range.startOffset <= startOffset && range.endOffset >= endOffset &&
        (best === undefined ||
         range.endOffset - range.startOffset <= best.endOffset - best.startOffset)) {
      best = range;
    }
  }
  return best?.count ?? 0;
}

/**
 * @param {object[][]} runs scripts of each process
 * @returns {Map<string, object[]>} path -> functions
 */
function mergeCoverage(runs) {
  const files = new Map();
  for (const scripts of runs) {
    for (const { url, functions } of scripts) {
      const file = toPath(url);
      let merged = files.get(file);
      if (merged === undefined) files.set(file, merged = new Map());
      for (const each of functions) {
        const key = `${each.functionName} ${keyOf(each.ranges[0])}`;
        const known = merged.get(key);
        if (known === undefined) merged.set(key, [each]);
        else known.push(each);
      }
    }
  }
  const result = new Map();
  for (const [file, merged] of files) {
    result.set(file, Array.from(merged.values(), addUp));
  }
  return result;
}

function addUp(versions) {
  if (versions.length === 1) return versions[0];
  const ranges = new Map();
  for (const version of versions) {
    for (const range of version.ranges) ranges.set(keyOf(range), range);
  }
  const sums = Array.from(ranges.values(), ({ startOffset, endOffset }) => ({
    startOffset,
    endOffset,
    count: versions.reduce(
      (sum, version) => sum + countIn(version.ranges, { startOffset, endOffset }), 0),
  }));
  sums.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  return {
    functionName: versions[0].functionName,
    isBlockCoverage: versions.some((version) => version.isBlockCoverage),
    ranges: sums,
  };
}

// ---------------------------------------------------------------------------------------------
// Files

const kDirective = /\/\*\s*node:coverage\s+(disable|enable|ignore next)(?:\s+(\d+))?\s*\*\//;

// The lines of a source, with their places and whether a comment takes them out.
function linesOf(source) {
  const lines = [];
  let enabled = true;
  let ignored = 0;
  for (const match of source.matchAll(/[^\n]*(?:\n|$)/g)) {
    const text = match[0];
    if (text === '' && match.index === source.length && lines.length > 0) break;
    const directive = kDirective.exec(text);
    const start = match.index;
    const end = start + text.replace(/\r?\n$/, '').length;
    let ignore = !enabled;
    if (ignored > 0) {
      ignore = true;
      ignored--;
    }
    if (directive !== null) {
      if (directive[1] === 'ignore next') {
        ignored = Number(directive[2] ?? 1);
      } else {
        enabled = directive[1] === 'enable';
        ignore = true;
      }
    }
    lines.push({ line: lines.length + 1, start, end, count: 1, ignore });
  }
  return lines;
}

function lineAt(lines, offset) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return lines[low];
}

function percent(covered, total) {
  return total === 0 ? 100 : covered / total * 100;
}

function summarizeFile(file, functions, source) {
  const lines = linesOf(source);
  const branchReports = [];
  const functionReports = [];
  let branches = 0;
  let coveredBranches = 0;
  let functionCount = 0;
  let coveredFunctions = 0;
  for (const { functionName, isBlockCoverage, ranges } of functions) {
    for (let i = 0; i < ranges.length; i++) {
      const { startOffset, endOffset, count } = ranges[i];
      for (const line of lines) {
        // The braces of a block belong to the lines that it shares with others.
        if (startOffset <= line.start && endOffset >= line.end) line.count = count;
      }
      const { line, ignore } = lineAt(lines, startOffset);
      const hidden = ignore && lineAt(lines, endOffset - 1).ignore;
      if (isBlockCoverage) {
        branchReports.push({ __proto__: null, line, count });
        if (!hidden || count > 0) {
          branches++;
          if (count > 0) coveredBranches++;
        }
      }
      // The function around all of the file is the file.
      if (i === 0 && (functionName !== '' || startOffset > 0)) {
        const name = functionName || `anonymous_${functionReports.length}`;
        functionReports.push({ __proto__: null, name, line, count });
        if (!hidden || count > 0) {
          functionCount++;
          if (count > 0) coveredFunctions++;
        }
      }
    }
  }
  const counted = lines.map(({ line, count, ignore }) => {
    return { __proto__: null, line, count: ignore ? Math.max(count, 1) : count };
  });
  const coveredLines = counted.filter(({ count }) => count > 0).length;
  return {
    __proto__: null,
    path: file,
    totalLineCount: lines.length,
    totalBranchCount: branches,
    totalFunctionCount: functionCount,
    coveredLineCount: coveredLines,
    coveredBranchCount: coveredBranches,
    coveredFunctionCount: coveredFunctions,
    coveredLinePercent: percent(coveredLines, lines.length),
    coveredBranchPercent: percent(coveredBranches, branches),
    coveredFunctionPercent: percent(coveredFunctions, functionCount),
    functions: functionReports,
    branches: branchReports,
    lines: counted,
  };
}

/**
 * @param {object[][]} runs what takeCoverage() gave in each process
 * @param {{include?: string[], exclude?: string[]}} options globs
 * @param {string} cwd
 * @returns {object} the `summary` of the event test:coverage
 */
function summarizeCoverage(runs, { include = [], exclude = [] }, cwd) {
  const { matchesGlob } = require('internal/path_glob');
  const prefix = cwd.endsWith('/') ? cwd : `${cwd}/`;
  const matches = (file, patterns) => patterns.some((pattern) => {
    return matchesGlob(file, pattern, '/') ||
      matchesGlob(path.relative(cwd, file), pattern, '/');
  });
  const files = [];
  for (const [file, functions] of mergeCoverage(runs)) {
    if (exclude.length > 0 && matches(file, exclude)) continue;
    if (include.length > 0 ? !matches(file, include) : !file.startsWith(prefix)) continue;
    let source;
    try {
      source = fs.readFileSync(file, 'utf8');
    } catch {
      // Gone since: there is nothing to show.
      continue;
    }
    files.push(summarizeFile(file, functions, source));
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const totals = { __proto__: null };
  for (const key of ['Line', 'Branch', 'Function']) {
    const total = files.reduce((sum, file) => sum + file[`total${key}Count`], 0);
    const covered = files.reduce((sum, file) => sum + file[`covered${key}Count`], 0);
    totals[`total${key}Count`] = total;
    totals[`covered${key}Count`] = covered;
    totals[`covered${key}Percent`] = percent(covered, total);
  }
  return { __proto__: null, workingDirectory: cwd, files, totals };
}

/**
 * Tells the coverage, and what of it is below its threshold; writes the pages if asked for.
 * @param {object[][]} runs what takeCoverage() gave in each process
 * @param {object} options include, exclude, lines, branches, functions, html
 * @param {string} cwd
 * @param {(type: string, data: any) => void} tell gives an event to the reporters
 * @returns {boolean} whether the thresholds are reached
 */
function reportCoverage(runs, options, cwd, tell) {
  const summary = summarizeCoverage(runs, options, cwd);
  tell('test:coverage', { __proto__: null, nesting: 0, summary });
  let ok = true;
  for (const [key, name] of [['lines', 'Line'], ['branches', 'Branch'],
                             ['functions', 'Function']]) {
    const actual = summary.totals[`covered${name}Percent`];
    if (!(options[key] > actual)) continue;
    ok = false;
    tell('test:diagnostic', {
      __proto__: null,
      nesting: 0,
      message: `Error: ${actual.toFixed(2)}% ${name.toLowerCase()} coverage does not meet ` +
        `threshold of ${options[key]}%.`,
    });
  }
  if (options.html) {
    require('internal/test_runner/coverage_html').writeCoverageHtml(summary, options.html);
  }
  return ok;
}

/** @returns {object | undefined} what the command line says about coverage */
function coverageOptions() {
  const { getOptionValue } = require('internal/options');
  const html = getOptionValue('--test-coverage-html');
  if (!getOptionValue('--experimental-test-coverage')) return undefined;
  return {
    include: getOptionValue('--test-coverage-include'),
    exclude: getOptionValue('--test-coverage-exclude'),
    lines: getOptionValue('--test-coverage-lines'),
    branches: getOptionValue('--test-coverage-branches'),
    functions: getOptionValue('--test-coverage-functions'),
    html: html || undefined,
  };
}

// ---------------------------------------------------------------------------------------------
// As text

function uncoveredLines(lines) {
  const parts = [];
  let first;
  for (let i = 0; i <= lines.length; i++) {
    const isUncovered = i < lines.length && lines[i].count === 0;
    if (isUncovered) {
      first ??= i;
    } else if (first !== undefined) {
      parts.push(first === i - 1 ? `${i}` : `${first + 1}-${i}`);
      first = undefined;
    }
  }
  return parts.join(' ');
}

/**
 * The table of the reporters spec and tap.
 * @param {object} summary
 * @param {string} prefix of each line
 * @returns {string}
 */
function formatCoverage({ files, totals, workingDirectory }, prefix) {
  const names = files.map((file) => path.relative(workingDirectory, file.path));
  const width = Math.max('all files'.length, ...names.map((name) => name.length));
  const row = (name, part, lines) => {
    const numbers = [[part.coveredLinePercent, 6], [part.coveredBranchPercent, 8],
                     [part.coveredFunctionPercent, 7]]
      .map(([value, columns]) => ` | ${value.toFixed(2).padStart(columns)}`);
    return `${name.padEnd(width)}${numbers.join('')} |${lines}`;
  };
  const head = `${'file'.padEnd(width)} | line % | branch % | funcs % | uncovered lines`;
  const rows = files.map((file, i) => row(names[i], file, ` ${uncoveredLines(file.lines)}`));
  const rule = '-'.repeat(1 + Math.max(head.length, ...rows.map((text) => text.trimEnd().length)));
  return ['start of coverage report', rule, head, rule, ...rows, rule,
          row('all files', totals, ''), rule, 'end of coverage report']
    .map((text) => `${prefix}${text}\n`).join('');
}

/**
 * The report of the reporter lcov: one record for each file (geninfo(1), "FILES").
 * @param {object} summary
 * @returns {string}
 */
function formatLcov({ files, workingDirectory }) {
  let text = '';
  for (const file of files) {
    text += `TN:\nSF:${path.relative(workingDirectory, file.path)}\n`;
    for (const { name, line } of file.functions) text += `FN:${line},${name}\n`;
    for (const { name, count } of file.functions) text += `FNDA:${count},${name}\n`;
    text += `FNF:${file.totalFunctionCount}\nFNH:${file.coveredFunctionCount}\n`;
    file.branches.forEach(({ line, count }, i) => { text += `BRDA:${line},${i},0,${count}\n`; });
    text += `BRF:${file.totalBranchCount}\nBRH:${file.coveredBranchCount}\n`;
    for (const { line, count } of file.lines) text += `DA:${line},${count}\n`;
    text += `LH:${file.coveredLineCount}\nLF:${file.totalLineCount}\nend_of_record\n`;
  }
  return text;
}

module.exports = {
  coverageOptions,
  formatCoverage,
  formatLcov,
  reportCoverage,
  startCoverage,
  takeCoverage,
};
