import fc from 'fast-check';

/**
 * One seed for all property tests, so that a run says something of the code and not of the dice. Another one explores:
 * SHIPLAPSE_SEED=12345, or SHIPLAPSE_SEED=random, as the soak does.
 */
const asked = process.env['SHIPLAPSE_SEED'] ?? (process.env['SHIPLAPSE_SOAK'] ? 'random' : '20140629');
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
