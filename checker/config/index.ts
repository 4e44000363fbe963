/** TLC configuration files. */
export { emptyConfig } from './config.ts';
export type { Config, ConfigName, ConfigReplacement, ConfigValue } from './config.ts';
export { withConstants } from './override.ts';
export { parseConfig, parseConstant } from './parse.ts';
