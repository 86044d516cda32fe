export { ANSWERS, CONTENTS } from './content-types';
export { payloadProblems } from './payload-problems';
