// process: hello world
console.log('hello world');
