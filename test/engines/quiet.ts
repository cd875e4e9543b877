// Tests break things on purpose: logs and metrics of that would drown what fails.
process.env.LOG_LEVEL ??= 'SILENT';
process.env.METRICS ??= 'off';
