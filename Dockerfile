# syntax=docker/dockerfile:1

FROM node:22-bookworm-slim AS sources
WORKDIR /app
COPY package.json package-lock.json ./
COPY contract/package.json contract/
COPY tracker/package.json tracker/
COPY server/package.json server/
COPY react/package.json react/
COPY examples/shop/package.json examples/shop/

# Builds everything: the server, the tracker script and the start page.
FROM sources AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# What the server needs at run time, and nothing that builds or tests it.
FROM sources AS dependencies
RUN npm ci --ignore-scripts --no-audit --no-fund --omit=dev --workspace=server --workspace=contract \
  && npm cache clean --force

FROM node:22-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/contract/package.json contract/
COPY --from=build /app/contract/dist contract/dist
COPY --from=build /app/server/package.json server/
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/server/public server/public
# The built-in store lives here; with MONGODB_URI nothing is written.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/dist/main.js"]
