export { payloadProblems } from './payload-problems';
