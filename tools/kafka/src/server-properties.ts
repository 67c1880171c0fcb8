import { join } from 'node:path';

export interface BrokerPorts {
  readonly broker: number;
  readonly controller: number;
}

/** Returns the files of a data folder that several steps of a start use. */
export function pathsOf(dataDir: string): { properties: string; log4j: string; output: string } {
  return {
    properties: join(dataDir, 'server.properties'),
    log4j: join(dataDir, 'log4j2.properties'),
    output: join(dataDir, 'broker.out'),
  };
}

/** Returns the configuration of a single KRaft node on loopback with its data in `dataDir`. */
export function serverProperties(dataDir: string, ports: BrokerPorts): string {
  const entries = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${ports.broker},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.broker}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    // A properties file reads a backslash as an escape.
    'log.dirs': join(dataDir, 'data').replaceAll('\\', '\\\\'),
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A restart after a kill -9 waits until the old broker's session has expired.
    'broker.session.timeout.ms': 1500,
    'broker.heartbeat.interval.ms': 300,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The configuration of `broker.log`: two files of at most 10 MB. */
export const log4jConfiguration = `status=error
appender.file.type=RollingFile
appender.file.name=file
appender.file.fileName=\${sys:kafka.logs.dir}/broker.log
appender.file.filePattern=\${sys:kafka.logs.dir}/broker.%i.log
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d{ISO8601} %-5p %m (%c{1})%n
appender.file.policies.type=Policies
appender.file.policies.size.type=SizeBasedTriggeringPolicy
appender.file.policies.size.size=10MB
appender.file.strategy.type=DefaultRolloverStrategy
appender.file.strategy.max=1
rootLogger.level=warn
rootLogger.appenderRef.file.ref=file
logger.kafka.name=kafka.server
logger.kafka.level=info
`;
