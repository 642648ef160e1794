'use strict';

// DOMException: the error class of the Web's APIs. An instance inherits from Error.prototype and
// carries a stack, but is no native error; `name`, `message` and `code` are getters of the
// prototype, which is why the fields are private: any object but a DOMException is refused.
// Making one costs a stack trace, as any error does.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');

/** The names that have a legacy code, in the order of their codes, from 1 on (Web IDL 2.8.1). */
const legacyNames = [
  ['IndexSizeError', 'INDEX_SIZE_ERR'],
  [null, 'DOMSTRING_SIZE_ERR'],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR'],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR'],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR'],
  [null, 'NO_DATA_ALLOWED_ERR'],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR'],
  ['NotFoundError', 'NOT_FOUND_ERR'],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR'],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
  ['InvalidStateError', 'INVALID_STATE_ERR'],
  ['SyntaxError', 'SYNTAX_ERR'],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR'],
  ['NamespaceError', 'NAMESPACE_ERR'],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR'],
  [null, 'VALIDATION_ERR'],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR'],
  ['SecurityError', 'SECURITY_ERR'],
  ['NetworkError', 'NETWORK_ERR'],
  ['AbortError', 'ABORT_ERR'],
  ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR'],
  ['TimeoutError', 'TIMEOUT_ERR'],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR'],
  ['DataCloneError', 'DATA_CLONE_ERR'],
];

const codeOfName = new Map();

let isDOMException;

/** Source: Web IDL, 2.8 DOMException; the options form as in Node.js. */
class DOMException {
  #name;
  #message;

  static {
    isDOMException = (value) => value !== null && typeof value === 'object' && #name in value;
  }

  /**
   * @param {string} [message]
   * @param {string | { name?: string, cause?: any }} [options] the name, or an object with it
   */
  constructor(message = '', options = 'Error') {
    this.#message = `${message}`;
    if (options !== null && typeof options === 'object') {
      const { name } = options;
      this.#name = `${name === undefined ? 'Error' : name}`;
      if ('cause' in options) {
        Object.defineProperty(this, 'cause', {
          __proto__: null,
          value: options.cause,
          configurable: true,
          writable: true,
          enumerable: false,
        });
      }
    } else {
      this.#name = `${options}`;
    }
    // After name and message: they are the first line of the stack.
    Error.captureStackTrace(this, new.target);
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('DOMException');
    return this.#name;
  }

  get message() {
    if (!(#message in this)) throw new ERR_INVALID_THIS('DOMException');
    return this.#message;
  }

  get code() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('DOMException');
    return codeOfName.get(this.#name) ?? 0;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});

for (let i = 0; i < legacyNames.length; i++) {
  const [name, constant] = legacyNames[i];
  const descriptor = { __proto__: null, enumerable: true, value: i + 1 };
  Object.defineProperty(DOMException, constant, descriptor);
  Object.defineProperty(DOMException.prototype, constant, descriptor);
  if (name !== null) codeOfName.set(name, i + 1);
}

module.exports = { DOMException, isDOMException };
