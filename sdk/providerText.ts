import type { ResourceType } from "./properties";

/**
 * What the state of every resource holds as its provider: Pulumi's dynamic host evaluates it and calls `handler`. It is the
 * same text in every layout of node_modules and in every release, so it finds the package that is installed now: by name
 * from the project's folder, else from the folders of what the project depends on, nearest first.
 */
export function providerText(type: ResourceType): string {
  const shell = `pulumi-yandex360/shell/${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  return (
    "const m=require('module'),f=require('fs'),s=new Set([process.cwd()]);" +
    "exports.handler=()=>{for(const d of s){const r=m.createRequire(d+'/_');let p;" +
    `try{p=r.resolve('${shell}')}catch{}` +
    "if(p)return r(p);" +
    "try{p=r('./package.json')}catch{s.add(f.realpathSync(d+'/..'))}" +
    "for(const n in{...p?.dependencies,...p?.devDependencies})try{s.add(" +
    "m.findPnpApi?.(d+'/').resolveToUnqualified(n,d+'/')??" +
    "f.realpathSync(r.resolve.paths(n).map(q=>q+'/'+n).find(f.existsSync)))}catch{}}" +
    "throw Object.assign(Error('package not found: run `npm install pulumi-yandex360` in '+process.cwd()),{stack:''})}"
  );
}
