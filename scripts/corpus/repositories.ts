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
  'dubinc/dub': ['apps/web/{lib,app}/**', 'packages/{utils,email}/src/**'],
  'ever-co/ever-gauzy': [
    'packages/{core,auth,common,config,plugin,scheduler,mcp-server,utils}/src/**',
    'packages/plugins/**',
    'apps/{api,worker,server-api,mcp-auth}/src/**',
  ],
  'ghostfolio/ghostfolio': ['apps/api/src/**', 'libs/common/**'],
  'growthbook/growthbook': ['packages/back-end/src/**', 'packages/shared/src/**'],
  'hatchet-dev/hatchet': ['sdks/typescript/src/**'],
  'linkwarden/linkwarden': ['apps/web/{lib,pages/api}/**', 'apps/worker/**', 'packages/{lib,filesystem,prisma}/**'],
  'mfts/papermark': ['pages/api/**', 'app/{api,(ee)}/**', 'lib/**', 'ee/**'],
  'midday-ai/midday': [
    'apps/{api,worker}/src/**',
    'packages/{db,documents,accounting,banking,inbox,import,supabase,bot,insights,utils,cache,jobs,workbench,customers,invoice,notifications,app-store}/src/**',
  ],
  'openstatusHQ/openstatus': [
    'apps/{server,workflows}/src/**',
    'packages/{db,subscriptions,services,api,tinybird,utils,importers,error,emails}/src/**',
    'packages/notifications/**',
  ],
  'payloadcms/payload': [
    'packages/{payload,drizzle,graphql,next,sdk,payload-cloud}/src/**',
    'packages/{db,storage,email,plugin}-*/src/**',
  ],
  'reactioncommerce/reaction': ['packages/{api-core,api-utils,api-plugin-*,file-collections}/**'],
  'unkeyed/unkey': ['web/internal/{db,keys,clickhouse,billing,resend,rbac,api}/**', 'web/apps/dashboard/{lib,app/api}/**'],
};
