import { type Dirent, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { UserError } from "../text/user-error.ts";
import { pathKind } from "./path-kind.ts";

/** An image's file and the number of its class. */
export interface ImageFile {
  readonly path: string;
  readonly label: number;
}

/** A folder of classes: each sub-folder is a class, in the order of their names; each file in one is an image of it. */
export interface ImageFolder {
  readonly folder: string;
  readonly classes: readonly string[];
  /** The first of each class, then the second of each, and so on, so that the first n are spread evenly over the classes. */
  readonly files: readonly ImageFile[];
}

const extensions = new Set([".jpg", ".jpeg", ".png", ".webp"]);

/**
 * The images of a folder of classes: JPEG, PNG and WebP; other files, and folders, are passed over. `classes`: the sub-folders that must be there, in the order of the model's outputs; absent: those
 * that are. Throws UserError where the folder, a class or its images are missing.
 */
export function findImages(folder: string, classes: readonly string[] = subFolders(folder)): ImageFolder {
  if (pathKind(folder) !== "folder")
    throw new UserError(
      `${folder}: expected a folder of images, a sub-folder a class, but found ${pathKind(folder) === "file" ? "a file" : "nothing"}. Check the path.`,
    );
  if (classes.length === 0)
    throw new UserError(
      `${folder}: expected a sub-folder of images for each class but found none. Sort the images into folders named for their classes.`,
    );
  const lists = classes.map((name) => imagesOf(folder, name));
  const most = lists.reduce((longest, list) => Math.max(longest, list.length), 0);
  const files = Array.from({ length: most }, (_, i) =>
    lists.flatMap((list, label) => {
      const path = list[i];
      return path === undefined ? [] : [{ path, label }];
    }),
  ).flat();
  return { folder, classes, files };
}

function subFolders(folder: string): readonly string[] {
  if (pathKind(folder) !== "folder") return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && pathKind(join(folder, name)) === "folder")
    .toSorted();
}

/** Whether an entry is a folder, or a link to one. */
const isFolder = (entry: Dirent, own: string): boolean =>
  entry.isDirectory() || (entry.isSymbolicLink() && pathKind(join(own, entry.name)) === "folder");

function imagesOf(folder: string, name: string): readonly string[] {
  const own = join(folder, name);
  if (pathKind(own) !== "folder") {
    const found = subFolders(folder).join(", ") || "none";
    throw new UserError(
      `${folder}: expected a sub-folder for the class "${name}" but found ${found}. Add it, or name the folder's classes with --classes.`,
    );
  }
  const files = readdirSync(own, { withFileTypes: true })
    .filter(({ name: file }) => extensions.has(extname(file).toLowerCase()) && !file.startsWith("."))
    .filter((entry) => !isFolder(entry, own))
    .map(({ name: file }) => file);
  if (files.length === 0)
    throw new UserError(`${own}: expected images (JPEG, PNG or WebP) but found none. Add some, or remove the folder.`);
  return files.toSorted().map((file) => join(own, file));
}
