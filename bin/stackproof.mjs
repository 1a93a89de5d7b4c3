#!/usr/bin/env node
import { handOver, installWhenNeeded } from './bootstrap.mjs'

installWhenNeeded()
handOver('lib/cli/main.ts', process.argv.slice(2))
