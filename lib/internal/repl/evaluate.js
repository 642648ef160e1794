'use strict';

// Running what the user enters.
//
// A text without declarations of its own scope is a plain script of `vm`. One that declares with
// let, const or class, or that awaits, goes to V8's inspector in REPL mode: there such names may be
// declared again, and the text may await. Both see one another's names.
//
// An evaluation answers its callback before it returns unless it awaits.

const { codes } = require('internal/errors');

const { runMicrotasks } = binding('loop');

/** Loaded with the first text: the prompt is there before. */
const syntax = () => require('internal/repl/parse');

/**
 * An error of eval functions that says: the input is not complete, read on.
 * Source: Node doc, Recoverable errors.
 */
class Recoverable extends SyntaxError {
  /** @param {Error} err what the compiler said */
  constructor(err) {
    super();
    this.err = err;
  }
}

/** null or undefined that was thrown, where an error is expected or none. */
class Thrown {
  constructor(value) {
    this.value = value;
  }
}

/**
 * What was thrown, as something that is not taken for success.
 * @param {any} error
 * @returns {any} a Thrown, or the error
 */
function failure(error) {
  return error ?? new Thrown(error);
}

let session;

/**
 * The session with the inspector, one for the process. Contexts made before it are unknown to it.
 * @returns {object}
 */
function inspectorSession() {
  if (session === undefined) {
    const { Session } = require('internal/inspector');
    session = new Session();
    session.connect();
  }
  return session;
}

/**
 * The value that a RemoteObject stands for.
 * @param {object} remote
 * @returns {any}
 */
function valueOf(remote) {
  if (remote.objectId !== undefined) {
    const { unwrap } = require('internal/inspector');
    const value = unwrap(inspectorSession(), remote.objectId);
    inspectorSession().post('Runtime.releaseObject', { objectId: remote.objectId });
    return value;
  }
  if (remote.unserializableValue !== undefined) {
    const text = remote.unserializableValue;
    return remote.type === 'bigint' ? BigInt(text.slice(0, -1)) : Number(text);
  }
  return remote.value;
}

/** The protocol's number of a context. */
function idOf(context) {
  const { contextIdOf } = require('internal/inspector');
  // An object that was given a context was made in another one; what is in it was not.
  return contextIdOf(
    context === globalThis ? context : require('vm').runInContext('({})', context));
}

/**
 * Evaluates in the inspector.
 * @param {object} context a global object, or an object given to vm.createContext()
 * @param {object} params further parameters of Runtime.evaluate
 * @param {(error: Error | null, result?: object) => void} callback the protocol's answer
 * @returns {void}
 */
function evaluateRemotely(context, params, callback) {
  const inspector = inspectorSession();
  inspector.post('Runtime.evaluate', { contextId: idOf(context), ...params }, callback);
}

/**
 * Evaluates without side effects, for previews and completions.
 * @param {object} context
 * @param {string} expression
 * @returns {{ value: any } | { error: any } | undefined} undefined when that cannot be
 */
function evaluateEagerly(context, expression) {
  let answer;
  evaluateRemotely(context, {
    expression, throwOnSideEffect: true, timeout: 333, silent: true, objectGroup: 'preview',
  }, (error, result) => {
    if (error === null) answer = result;
  });
  if (answer === undefined) return undefined;
  const { exceptionDetails, result } = answer;
  if (exceptionDetails === undefined) return { value: valueOf(result) };
  if (exceptionDetails.exception === undefined) return undefined;
  const error = valueOf(exceptionDetails.exception);
  if (/^Possible side-effect/.test(error?.message)) return undefined;
  return { error };
}

let trampoline;
/**
 * Calls; SIGINT ends that.
 * @template T
 * @param {() => T} run
 * @returns {T}
 * @throws {Error} ERR_SCRIPT_EXECUTION_INTERRUPTED
 */
function callInterruptibly(run) {
  const { Script } = require('vm');
  Object.defineProperty(globalThis, Symbol.for('gyre.repl.run'), {
    value: run, configurable: true, enumerable: false,
  });
  trampoline ??= new Script('globalThis[Symbol.for("gyre.repl.run")]()', { filename: 'repl' });
  try {
    return trampoline.runInThisContext({ breakOnSigint: true, displayErrors: false });
  } finally {
    delete globalThis[Symbol.for('gyre.repl.run')];
  }
}

/**
 * Runs a text.
 * @param {{ code: string, context: object, file: string, useGlobal: boolean, isStrict: boolean,
 *   breakOnSigint: boolean, allowsImport: boolean, onStart: () => void }} job `file` names it in
 *   stack traces; onStart is called when it has been compiled
 * @param {(error: any, value?: any) => void} callback
 * @returns {boolean} whether the callback has been called
 */
function evaluate(job, callback) {
  const { code } = job;
  const wrapped = asExpression(code);
  if (wrapped !== null) {
    const { script } = tryCompile(wrapped, job);
    if (script !== undefined) return runScript(script, job, callback);
    const parsed = syntax().parseTopLevel(wrapped);
    if (parsed?.isAsync) return runInReplMode(wrapped, parsed, job, callback);
  }
  const { script, error } = tryCompile(code, job);
  if (error !== undefined && endsInside(error, code)) {
    callback(new Recoverable(error));
    return true;
  }
  const parsed = syntax().parseTopLevel(code);
  if (parsed !== null && (!parsed.hasImport || job.allowsImport)) {
    return runInReplMode(code, parsed, job, callback);
  }
  if (error !== undefined) {
    if (syntax().isIncomplete(code)) {
      callback(new Recoverable(error));
      return true;
    }
    if (!job.allowsImport && /^Cannot use import statement/.test(error.message)) {
      const advice = syntax().importAdvice(code);
      const was = error.message;
      error.message = 'Cannot use import statement inside the Node.js REPL, alternatively use ' +
        `dynamic import: ${advice}`;
      error.stack = error.stack.replace(was, () => error.message);
    }
    callback(error);
    return true;
  }
  return runScript(script, job, callback);
}

function compile(code, { file, isStrict }) {
  const { Script, constants } = require('vm');
  return new Script(isStrict ? `'use strict'; void 0;\n${code}` : code, {
    filename: file,
    lineOffset: isStrict ? -1 : 0,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

/** @returns {{ script?: object, error?: any }} one of them */
function tryCompile(code, job) {
  try {
    return { script: compile(code, job) };
  } catch (error) {
    return { error };
  }
}

/** An object literal is taken for a block; as this it is an expression. */
function asExpression(code) {
  return /^\s*\{/.test(code) && !/;\s*$/.test(code) ? `(${code.trim()}\n)` : null;
}

/**
 * Whether V8 has found the end where it wanted more. That takes no tree, so it is asked first: a
 * text may be long. Of a text that awaits V8 sees only that it does.
 */
function endsInside(error, code) {
  return error.message === 'Unexpected end of input' && !/\bawait\b/.test(code);
}

/**
 * Whether more lines may complete a text that is none yet.
 * @param {string} text
 * @param {{ replMode: symbol }} server
 * @returns {boolean}
 */
function isUnfinished(text, { replMode }) {
  const code = `${text}\n`;
  const job = { file: 'REPL', isStrict: replMode === require('repl').REPL_MODE_STRICT };
  const { error } = tryCompile(code, job);
  if (error === undefined) return false;
  const wrapped = asExpression(code);
  if (wrapped !== null &&
      (tryCompile(wrapped, job).error === undefined || syntax().parseTopLevel(wrapped)?.isAsync)) {
    return false;
  }
  if (endsInside(error, code)) return true;
  return syntax().parseTopLevel(code) === null && syntax().isIncomplete(code);
}

function runScript(script, job, callback) {
  let value;
  const options = { displayErrors: false, breakOnSigint: job.breakOnSigint };
  job.onStart();
  try {
    value = job.useGlobal ?
      script.runInThisContext(options) :
      script.runInContext(job.context, options);
  } catch (error) {
    callback(failure(error));
    return true;
  }
  callback(null, value);
  return true;
}

/** A text with the const declarations of its top level made with let. */
function constAsLet(code, tree) {
  for (const node of tree.body) {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'const') continue;
    // As long as before, so that the places of the others stay what they are.
    code = `${code.slice(0, node.start)}let  ${code.slice(node.start + 5)}`;
  }
  return code;
}

function runInReplMode(code, { tree, isAsync, hasImport }, job, callback, isRetry = false) {
  let text = hasImport ? syntax().replaceImports(code, tree) : code;
  // Of what this V8 does not read everything else makes something that it does; this is no script.
  if (/\bwith\b|\/\w*v/.test(text)) text = binding('esm').rewrite(text);
  if (job.isStrict) text = `'use strict'; void 0;${text}`;
  let done = false;
  // What comes while SIGINT still ends JavaScript is looked at afterwards.
  let isRunning = true;
  let early;
  const answer = (error, answered) => {
    if (isRunning) {
      early = [error, answered];
      return;
    }
    if (done) return;
    done = true;
    if (error !== null) {
      callback(error);
      return;
    }
    const { exceptionDetails, result } = answered;
    if (exceptionDetails === undefined) callback(null, valueOf(result));
    else if (exceptionDetails.exception === undefined) callback(interrupted());
    else failed(valueOf(exceptionDetails.exception));
  };
  const failed = (error) => {
    // V8 lets const and let take the place of their own kind only.
    if (!isRetry && /^Identifier '.*' has already been declared$/.test(error?.message)) {
      const other = constAsLet(code, tree);
      if (other !== code) {
        done = false;
        if (runInReplMode(other, { tree, isAsync, hasImport }, job, callback, true)) done = true;
        return;
      }
    }
    // What does not compile has run nothing; the other compiler shows the place.
    if (error?.name === 'SyntaxError' && !hasImport && !isAsync) {
      try {
        compile(code, job);
      } catch (syntaxError) {
        if (syntaxError.message === error.message) error = syntaxError;
      }
    }
    callback(failure(error));
  };
  const run = () => {
    evaluateRemotely(job.context, {
      expression: `${text}\n//# sourceURL=${job.file}`, replMode: true, silent: true,
      objectGroup: 'repl',
    }, answer);
    // The answer comes in a microtask even when nothing was awaited.
    if (!isAsync) runMicrotasks();
  };
  job.onStart();
  try {
    if (job.breakOnSigint) callInterruptibly(run);
    else run();
  } catch (error) {
    early = [error];
  }
  isRunning = false;
  if (early !== undefined) answer(...early);
  return done;
}

/** @returns {number} the time, whatever the user has made of `performance` */
function milliseconds() {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** @returns {Error} what an evaluation ends with that was interrupted */
function interrupted() {
  return new codes.ERR_SCRIPT_EXECUTION_INTERRUPTED();
}

/**
 * The names declared with let, const, class in a context.
 * @param {object} context
 * @returns {string[]}
 */
function lexicalNames(context) {
  let names = [];
  inspectorSession().post('Runtime.globalLexicalScopeNames',
    { executionContextId: idOf(context) },
    (error, result) => {
      if (error === null) ({ names } = result);
    });
  return names;
}

module.exports = {
  Recoverable, Thrown, callInterruptibly, evaluate, evaluateEagerly, failure, inspectorSession,
  interrupted, isUnfinished, lexicalNames, milliseconds,
};
