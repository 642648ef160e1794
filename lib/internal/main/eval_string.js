'use strict';

// gyre -e CODE, gyre -p CODE.

const { prepareMainThread } = require('internal/process/pre_execution');
const { evaluate } = require('internal/process/execution');
const { getOptionValue } = require('internal/options');

prepareMainThread('none');
evaluate('[eval]', getOptionValue('--eval'), getOptionValue('--print') === true);
