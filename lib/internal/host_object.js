'use strict';

// Objects that the structured clone algorithm knows nothing of, but that can be cloned or
// transferred.
//
// V8's serializer hands an object to the embedder only if it has internal fields. HostObject is the
// base class that gives a JavaScript class such instances; the class then says how to clone it:
//
//   [kClone]()        -> { data, deserializeInfo }: `data` is cloned in the object's stead. The
//                        other side takes deserializeInfo, 'internal/module:Class', makes a
//                        `new Class()` and calls its
//   [kDeserialize](data, descriptor)
//   [kTransfer]()     -> as kClone, for an object in the transfer list, which is unusable
//                        afterwards. `detach`, if there is one, is called when the whole value
//                        could be sent: it gives up a file descriptor and returns it. The message
//                        owns that until kDeserialize gets it, so that it is not lost.
//   [kTransferList]() -> array of what has to be transferred along with it
//
// Instances are made at run time only: they can't be part of the start-up snapshot.

const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');

let create;

/**
 * @param {object} prototype
 * @returns {object} a host object
 */
function createHostObject(prototype) {
  create ??= binding('messaging').createHostObject;
  return create(prototype);
}

/**
 * Base of classes with host objects as instances. It returns an object of its own, on which the
 * derived classes' private fields are then installed.
 * @returns {object}
 */
function HostObject() {
  return createHostObject(new.target.prototype);
}
// The prototype chain of a derived class goes straight to Object.prototype.
HostObject.prototype = Object.prototype;

module.exports = {
  HostObject, createHostObject, kClone, kDeserialize, kTransfer, kTransferList,
};
