// Shards the large collections by site, and a large site by the documents' ids. Run it once against a mongos:
//
//   mongosh "mongodb://…/mouse-tracking" deploy/shard.mongodb.js
//
// It may run again, and while servers run. The ids of batches and grids are made from the site and what they stand for, so equal ids
// always meet on one shard, which keeps them unique. The other collections are small and stay whole.

const name = db.getName()
sh.enableSharding(name)
for (const collection of ['batches', 'chunks', 'segments', 'grids']) {
  const key = { site: 1, _id: 1 }
  db.getCollection(collection).createIndex(key)
  const isSharded = db.getSiblingDB('config').collections.findOne({ _id: `${name}.${collection}` })
  if (!isSharded) sh.shardCollection(`${name}.${collection}`, key)
  print(`${collection}: ${isSharded ? 'was sharded already' : 'sharded'}`)
}
