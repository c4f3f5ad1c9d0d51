import { runMain } from './run-main.js';
import { temporaryFiles } from './temporary-files.js';

export const files = {
  'a.csv': 'x,y,mass\n0,0,1\n1,0,2\n0,1,1\n',
  'b.csv': 'x,y,mass\n5,5,1\n6,5,1\n',
  'quakes.csv':
    'time,lon,lat,place\n2018-02-01,-118,34,"1km W of A, CA"\n2018-02-02,178,-18,"B, Fiji"\n2018-02-05,121,24,"C, Taiwan"\n2018-02-06,-155,19,"D, Hawaii"\n',
  'before.csv': 'x,y,mass,year\n0,0,1,2018\n1,0,2,2018\n0,1,1,2019\n3,1,1,2019\n4,0,1,2018\n',
  'after.csv': 'x,y,mass,year\n5,5,4,2019\n6,5,4,2019\n7,1,2,2018\n8,3,2,2018\n',
  'later.csv': 'x,y,mass,year\n5,5,4,2019\n6,5,4,2019\n7,1,2,2020\n8,3,2,2020\n',
  'bad.csv': 'x,y\n0,0\n1,one\n',
  'one.csv': 'x,y\n0,0\n',
  'north.csv': 'lon,lat\n0,0\n0,99\n',
  'owing.csv': 'x,y,mass\n0,0,1\n1,1,-1\n',
  'a.txt': 'x,y\n0,0\n1,1\n',
};

/** Runs `monge` on files, named in the arguments as `./name`. */
export async function runOnFiles(argv: readonly string[], options: Parameters<typeof runMain>[1] = {}) {
  const directory = await temporaryFiles(files);
  const done = await runMain(
    argv.map((word) => word.replace(/^\.\//, `${directory}/`)),
    options,
  );
  return { ...done, directory, stderr: done.stderr.replaceAll(`${directory}/`, './') };
}
