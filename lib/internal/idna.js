'use strict';

// Internationalised domain names (UTS #46), by ICU.
//
// ASCII names without a Punycode label, nearly all that are asked about, never reach native code.

/**
 * The ASCII form of a domain name.
 * @param {string} domain
 * @param {boolean} [lenient] whether to give what could be converted of an invalid name
 * @returns {string} '' if the name is invalid
 */
function toASCII(domain, lenient = false) {
  for (let i = 0; i < domain.length; i++) {
    if (domain.charCodeAt(i) > 0x7f) return binding('icu').toASCII(domain, lenient);
  }
  const lower = domain.toLowerCase();
  return lower.includes('xn--') ? binding('icu').toASCII(domain, lenient) : lower;
}

/**
 * The Unicode form of a domain name; labels that are not valid Punycode stay as they are.
 * @param {string} domain
 * @returns {string}
 */
function toUnicode(domain) {
  return binding('icu').toUnicode(domain);
}

module.exports = { toASCII, toUnicode };
