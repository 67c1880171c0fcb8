# syntax=docker/dockerfile:1
# One image for each service: `docker build --target skill-service .`, or `docker compose build` for all.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS source
WORKDIR /app
ENV CHECKPOINT_DISABLE=1 TURBO_TELEMETRY_DISABLED=1
COPY . .

FROM source AS built
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
RUN npm run build

# What one service needs at run time, and no more.
FROM source AS skill-modules
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --workspace=subgraphs/skill --no-audit --no-fund

FROM source AS generation-modules
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --workspace=subgraphs/generation --no-audit --no-fund

FROM source AS validation-modules
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --workspace=subgraphs/validation --no-audit --no-fund

FROM source AS gateway-modules
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --workspace=gateway --no-audit --no-fund

FROM ${NODE_IMAGE} AS service
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=80 DATA_DIR=/data
RUN mkdir -m 700 /data /keys && chown node:node /data /keys
COPY --from=built /app/package.json ./
COPY --from=built /app/contracts ./contracts
COPY --from=built /app/packages ./packages
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
EXPOSE 80
USER node

FROM service AS skill-service
COPY --from=skill-modules /app/node_modules ./node_modules
COPY --from=built /app/prisma ./prisma
COPY --from=built /app/skills ./skills
COPY --from=built /app/subgraphs/skill ./subgraphs/skill
CMD ["node", "subgraphs/skill/dist/main.js"]

FROM service AS generation-service
COPY --from=generation-modules /app/node_modules ./node_modules
COPY --from=built /app/subgraphs/generation ./subgraphs/generation
VOLUME /data
CMD ["node", "subgraphs/generation/dist/main.js"]

FROM service AS validation-service
USER root
# The sandbox in which the tests of generated projects run.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bubblewrap util-linux \
  && rm -rf /var/lib/apt/lists/*
USER node
COPY --from=validation-modules /app/node_modules ./node_modules
COPY --from=built /app/prisma ./prisma
COPY --from=built /app/subgraphs/validation ./subgraphs/validation
CMD ["node", "subgraphs/validation/dist/main.js"]

FROM service AS gateway
ENV PORT=4000
COPY --from=gateway-modules /app/node_modules ./node_modules
COPY --from=built /app/gateway ./gateway
EXPOSE 4000
CMD ["node", "gateway/dist/main.js"]
