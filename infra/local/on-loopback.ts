import { type ListenOptions, Server } from 'node:net';

/**
 * Runs `start` such that every server that it starts listens on the loopback interface alone. fauxqs binds all
 * interfaces, whatever its `host` says (that one only shapes queue URLs).
 */
export async function onLoopback<Result>(start: () => Promise<Result>): Promise<Result> {
  const listen = Server.prototype.listen;
  Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]): Server {
    const [options, ...others] = args;
    const bound = isListenOptions(options) ? { ...options, host: '127.0.0.1' } : options;
    return Reflect.apply(listen, this, [bound, ...others]);
  };
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

function isListenOptions(options: unknown): options is ListenOptions {
  return typeof options === 'object' && options !== null && 'port' in options;
}
