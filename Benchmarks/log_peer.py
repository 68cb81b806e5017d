"""TensorBoard's own reader: told a number of scalars, it answers with the milliseconds of one.

    log_peer.py FOLDER          reads FOLDER/COUNT for each count on standard input
    log_peer.py FOLDER COUNT    writes that event file first, with TensorBoard's own writer
"""

import os
import sys
import time

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def write(folder, count):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.record_writer import RecordWriter

    tags = ["train/loss", "train/learning_rate", "train/grad_norm", "eval/loss"]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "events.out.tfevents.1"), "wb") as file:
        writer = RecordWriter(file)
        writer.write(Event(wall_time=1.7e9, file_version="brain.Event:2").SerializeToString())
        for number in range(count):
            step = number // len(tags)
            value = Summary.Value(tag=tags[number % len(tags)], simple_value=1 / (step + 1))
            event = Event(wall_time=1.7e9 + step, step=step, summary=Summary(value=[value]))
            writer.write(event.SerializeToString())
        writer.flush()


if len(sys.argv) > 2:
    write(os.path.join(sys.argv[1], sys.argv[2]), int(sys.argv[2]))
    sys.exit()
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    log = EventAccumulator(os.path.join(sys.argv[1], str(count)), size_guidance={"scalars": 0})
    log.Reload()
    found = sum(len(log.Scalars(tag)) for tag in log.Tags()["scalars"])
    assert found == count, f"{found} of {count} scalars"
    print((time.perf_counter() - start) / count * 1e3, flush=True)
