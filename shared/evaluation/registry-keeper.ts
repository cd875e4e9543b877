import type { Bucket } from '../runtime/bucket.ts';
import type { Ground } from './evaluation.ts';
import { type RegistryObject, type RegistryOfMonth, renderRegistry } from './judging-registry.ts';

/** Keeps the rows of the registry by which a month is judged, once they are needed: most mornings nothing is judged. */
export class RegistryKeeper {
  readonly registry: RegistryOfMonth;
  readonly #bucket: Pick<Bucket, 'write'>;
  #kept: RegistryObject | null = null;

  constructor(registry: RegistryOfMonth, bucket: Pick<Bucket, 'write'>) {
    this.registry = registry;
    this.#bucket = bucket;
  }

  /** Writes the object unless it is there, and names it. */
  async keep(): Promise<Ground> {
    if (this.#kept === null) {
      const object = renderRegistry(this.registry);
      await this.#bucket.write(object.key, object.content, 'application/json');
      this.#kept = object;
    }
    const { key, digest } = this.#kept;
    return { key, digest };
  }
}
