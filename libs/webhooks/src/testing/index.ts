export { COMMAND_HANDLERS } from '../commands/command-handlers';
