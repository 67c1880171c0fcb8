import { buildApp } from "./app.js";
import { readConfig } from "./config.js";
import { closeOnSignal } from "./shutdown.js";

const config = readConfig(process.env);
const app = await buildApp(config);
closeOnSignal(app, process);
await app.listen({ host: config.host, port: config.port });
