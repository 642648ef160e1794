'use strict';
// Promises and async functions over timers.

const { setTimeout: wait } = require('timers/promises');

async function cook(dish, milliseconds) {
  await wait(milliseconds);
  console.log(`${dish} is ready`);
  if (dish === 'soufflé') throw new Error(`the ${dish} fell in`);
  return dish;
}

async function main() {
  console.log('-- one after the other');
  await cook('soup', 20);
  await cook('bread', 10);

  console.log('-- all at once: the order is that of the clock');
  const dishes = await Promise.all([cook('rice', 60), cook('salad', 10), cook('fish', 35)]);
  console.log(`served in the order of the bill: ${dishes.join(', ')}`);

  console.log('-- some may fail');
  const results = await Promise.allSettled([cook('soufflé', 10), cook('coffee', 30)]);
  for (const { status, value, reason } of results) {
    console.log(`${status}: ${value ?? reason.message}`);
  }

  console.log('-- no longer than so');
  const signal = AbortSignal.timeout(15);
  try {
    await wait(60000, undefined, { signal });
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}

main();
