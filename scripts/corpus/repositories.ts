/** The folders of each repository that run on a server. Globs, relative to the repository's root. */
export const BACK_ENDS: Record<string, readonly string[]> = {
  'FlowiseAI/Flowise': ['packages/server/src/**', 'packages/components/{src,nodes}/**'],
  'NodeBB/NodeBB': ['src/**'],
  'OneUptime/oneuptime': [
    'Common/{Server,Utils,Models,Types}/**',
    'App/FeatureSet/{Workers,Telemetry,Notification,Identity,BaseAPI,MCP,Runbook,Workflow}/**',
    '{Probe,Runner,KubernetesCostAgent,KubernetesLogTailer}/**',
  ],
  'amplication/amplication': [
    'packages/amplication-{server,build-manager,storage-gateway}/src/**',
    'packages/{gpt-gateway,data-service-generator-catalog,notification-service}/src/**',
    'libs/{util,schema-registry}/**',
  ],
  'automatisch/automatisch': ['packages/backend/{src,bin}/**'],
  'baptisteArno/typebot.io': [
    'apps/viewer/src/**',
    'apps/builder/src/{pages/api,features/**/api,features/**/server}/**',
    'packages/{bot-engine,results,telemetry,auth,credentials,billing,ai,variables,whatsapp,lib,chat-session,user,workspaces,spaces,typebot,scripts}/src/**',
    'packages/{forge,blocks,prisma}/**',
  ],
  'botpress/botpress': ['integrations/**', 'plugins/**', 'bots/**', 'packages/{sdk,common,client,cognitive,vai,zai,llmz,cli,chat-api}/src/**'],
  'boxyhq/jackson': ['npm/src/**', 'pages/api/**', 'lib/**', 'ee/**'],
  'documenso/documenso': [
    'apps/remix/{server,app/routes/api}/**',
    'packages/trpc/server/**',
    'packages/lib/{server-only,jobs,utils,universal}/**',
    'packages/{ee,auth,api}/**',
    'packages/{email/transports,signing}/**',
  ],
  'dubinc/dub': ['apps/web/{lib,app}/**', 'packages/{utils,email}/src/**'],
  'ever-co/ever-gauzy': [
    'packages/{core,auth,common,config,plugin,scheduler,mcp-server,utils}/src/**',
    'packages/plugins/**',
    'apps/{api,worker,server-api,mcp-auth}/src/**',
  ],
  'ghostfolio/ghostfolio': ['apps/api/src/**', 'libs/common/**'],
  'growthbook/growthbook': ['packages/back-end/src/**', 'packages/shared/src/**'],
  'hatchet-dev/hatchet': ['sdks/typescript/src/**'],
  'langfuse/langfuse': ['web/src/{features,ee}/**/server/**', 'web/src/{pages/api,app/api,server,utils}/**', 'packages/shared/src/**', 'worker/src/**'],
  'linkwarden/linkwarden': ['apps/web/{lib,pages/api}/**', 'apps/worker/**', 'packages/{lib,filesystem,prisma}/**'],
  'mfts/papermark': ['pages/api/**', 'app/{api,(ee)}/**', 'lib/**', 'ee/**'],
  'midday-ai/midday': [
    'apps/{api,worker}/src/**',
    'packages/{db,documents,accounting,banking,inbox,import,supabase,bot,insights,utils,cache,jobs,workbench,customers,invoice,notifications,app-store}/src/**',
  ],
  'novuhq/novu': ['apps/{api,worker,ws,webhook,inbound-mail}/src/**', 'libs/{application-generic,dal}/src/**', 'packages/{providers,framework,node,stateless,nest}/src/**'],
  'openstatusHQ/openstatus': [
    'apps/{server,workflows}/src/**',
    'packages/{db,subscriptions,services,api,tinybird,utils,importers,error,emails}/src/**',
    'packages/notifications/**',
  ],
  'outline/outline': ['server/**', 'plugins/*/server/**'],
  'payloadcms/payload': [
    'packages/{payload,drizzle,graphql,next,sdk,payload-cloud}/src/**',
    'packages/{db,storage,email,plugin}-*/src/**',
  ],
  'reactioncommerce/reaction': ['packages/{api-core,api-utils,api-plugin-*,file-collections}/**'],
  'unkeyed/unkey': ['web/internal/{db,keys,clickhouse,billing,resend,rbac,api}/**', 'web/apps/dashboard/{lib,app/api}/**'],
};

/**
 * Further repositories, which nobody has looked at while a rule was written: they show how a rule fits unseen code. Only run
 * where they are named.
 */
export const UNSEEN: Record<string, readonly string[]> = {
  'CrowdDotDev/crowd.dev': ['backend/src/**', 'services/{apps,libs}/*/src/**'],
  'EvolutionAPI/evolution-api': ['src/**'],
  'Unleash/unleash': ['src/{lib,migrations-lib}/**', 'src/*.ts'],
  'bluesky-social/atproto': ['packages/{bsky,pds,ozone,bsync,repo,xrpc-server,aws,identity,sync,crypto}/src/**', 'services/**', 'packages/oauth/oauth-provider/src/**'],
  'formbricks/formbricks': ['apps/web/{modules,app,lib}/**/*.ts', 'packages/{jobs,workflows,database,ai,cache,storage,email}/src/**'],
  'gitroomhq/postiz-app': ['apps/{backend,orchestrator,commands}/src/**', 'libraries/{nestjs-libraries,helpers}/src/**'],
  'hcengineering/platform': ['{services,pods,server}/**/src/**', 'foundations/{server,communication}/packages/*/src/**'],
  'hoppscotch/hoppscotch': ['packages/hoppscotch-backend/src/**'],
  'keystonejs/keystone': ['packages/{core,auth,session-store-redis,cloudinary}/src/**'],
  'laurent22/joplin': ['packages/server/src/**', 'packages/transcribe/src/**'],
  'logto-io/logto': ['packages/{core,shared,cli}/src/**', 'packages/toolkit/core-kit/src/**'],
  'louislam/uptime-kuma': ['server/**'],
  'lukevella/rallly': ['apps/web/src/**/*.ts', 'packages/{billing,database,emails,logger,utils}/**'],
  'medusajs/medusa': [
    'packages/{medusa,framework,core/framework,core/utils,core/core-flows,core/orchestration,core/modules-sdk}/src/**',
    'packages/modules/**',
  ],
  'overleaf/overleaf': ['services/*/{app,app.js,src,storage,api,lib,config}/**', 'services/*/*.{js,ts}', 'services/web/{app,modules}/**', 'libraries/**'],
  'parse-community/parse-server': ['src/**'],
  'requarks/wiki': ['server/**'],
  'sct/overseerr': ['server/**'],
  'standardnotes/server': ['packages/*/{src,bin}/**'],
  'supabase/realtime-js': ['src/**'],
  'triggerdotdev/trigger.dev': [
    'apps/{webapp,coordinator,docker-provider,kubernetes-provider,supervisor}/{app,src,server}**/**/*.ts',
    'apps/webapp/*.ts',
    'internal-packages/{run-engine,redis,replication,clickhouse,schedule-engine,testcontainers,zod-worker,webhook-engine,cache,emails,database}/src/**',
    'packages/{core,redis-worker}/src/**',
  ],
  'umami-software/umami': ['src/{lib,queries}/**', 'src/app/api/**', 'scripts/**'],
};
