import fc from 'fast-check';

// CI judges a change, not luck: there the properties are tried with the same examples every time. Everywhere else each
// run tries new ones; what it finds becomes an example of its own.
if (process.env.CI === 'true') fc.configureGlobal({ seed: 664 });
