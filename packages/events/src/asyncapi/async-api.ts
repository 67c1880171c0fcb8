/** The AsyncAPI 3.0 document of every topic, its dead-letter topic, headers and schema. */
export declare function createAsyncApi(options?: {
  version?: string;
  brokers?: readonly string[];
}): Record<string, unknown>;
