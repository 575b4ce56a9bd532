import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { membersOf } from "../run/process-group";

/**
 * Kills the process that has opened a connection to this machine's loopback interface, without warning. Linux only: proc(5), /proc/net/tcp
 * and /proc/PID/fd.
 *
 * @param group process group of the emulator that this run started; processes outside it are never touched
 * @param port of the connection's other end
 * @returns whether there was one
 */
export function killCaller(group: number, port: number): boolean {
  const inode = socketOf(port);
  const pid = inode === undefined ? undefined : membersOf(group).find((member) => holds(member, inode));
  if (pid === undefined || pid === group) return false;
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false; // it has ended already
  }
}

/** The inode of the socket that is bound to this port of 127.0.0.1. */
function socketOf(port: number): string | undefined {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
  return lines.map((line) => line.trim().split(/\s+/)).find((columns) => columns[1] === local)?.[9];
}

function holds(pid: number, inode: string): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((name) => {
      try {
        return readlinkSync(`${folder}/${name}`) === `socket:[${inode}]`;
      } catch {
        return false; // it was closed during the check
      }
    });
  } catch {
    return false; // it ended during the check
  }
}
