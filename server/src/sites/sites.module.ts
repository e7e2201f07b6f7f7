import { Global, Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { AccessService } from './access.service.js'
import { Site, SiteSchema } from './site.entity.js'
import { SitesController } from './sites.controller.js'
import { SitesService } from './sites.service.js'

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: Site.name, schema: SiteSchema }])],
  controllers: [SitesController],
  providers: [SitesService, AccessService],
  exports: [SitesService, AccessService, MongooseModule],
})
export class SitesModule {}
