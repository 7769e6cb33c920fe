import { typeSteps } from './testRun/steps';
import { sum } from './testRun/tally';

/** `npm run check`: the types of every project, against both Electron versions. */
process.exitCode = sum(typeSteps.map((step) => step.run())).failed > 0 ? 1 : 0;
