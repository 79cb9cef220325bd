"""Milliseconds of a training step of SCAN's LSTM in PyTorch, the peer of bench/scan.ts:

    OMP_WAIT_POLICY=PASSIVE /usr/bin/python3 bench/scan_torch.py [STEPS]

The same network (234,568 parameters), one example a step, commands of 8 words and 11 actions, half of the steps teacher-forced, both gradients clipped, two Adam optimizers, one thread.
Debian: apt-get install python3-torch libopenblas0-pthread.
"""

import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
WORDS, ACTIONS, UNITS, LENGTH, TARGET = 15, 8, 64, 9, 12


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, UNITS)
        self.cell = nn.LSTM(UNITS, UNITS, bidirectional=True)

    def forward(self, source):
        outputs, (hidden, memory) = self.cell(self.embedding(source).unsqueeze(1))
        join = lambda state: torch.cat([state[0], state[1]], -1)
        return outputs.squeeze(1), (join(hidden), join(memory))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(ACTIONS, 2 * UNITS)
        self.dropout = nn.Dropout(0.1)
        self.combine = nn.Linear(4 * UNITS, 2 * UNITS)
        self.cell = nn.LSTMCell(2 * UNITS, 2 * UNITS)
        self.output = nn.Linear(2 * UNITS, ACTIONS)

    def forward(self, token, state, outputs):
        embedded = self.dropout(self.embedding(token))
        weights = torch.softmax(state[0] @ outputs.t(), -1)
        combined = torch.relu(self.combine(torch.cat([embedded, weights @ outputs], -1)))
        state = self.cell(combined, state)
        return torch.log_softmax(self.output(state[0]), -1), state


encoder, decoder = Encoder(), Decoder()
count = sum(p.numel() for m in (encoder, decoder) for p in m.parameters())
optimizers = [torch.optim.Adam(m.parameters(), 1e-4) for m in (encoder, decoder)]
source = torch.randint(2, WORDS, (LENGTH,))
target = torch.randint(2, ACTIONS, (TARGET,))


def step(forced):
    for optimizer in optimizers:
        optimizer.zero_grad(set_to_none=True)
    outputs, state = encoder(source)
    token, loss = torch.zeros(1, dtype=torch.long), 0.0
    for i in range(TARGET):
        logp, state = decoder(token, state, outputs)
        loss = loss - logp[0, target[i]]
        token = target[i : i + 1] if forced else logp.argmax(-1)
    loss.backward()
    for module, optimizer in zip((encoder, decoder), optimizers):
        nn.utils.clip_grad_norm_(module.parameters(), 5)
        optimizer.step()


times = []
for i in range(int(sys.argv[1]) if len(sys.argv) > 1 else 300):
    start = time.perf_counter()
    step(i % 2 == 0)
    times.append((time.perf_counter() - start) * 1e3)
rest = times[len(times) // 4 :]
print(f"PyTorch {torch.__version__}, {count} parameters: median {statistics.median(rest):.2f} ms a step, mean {statistics.mean(rest):.2f}")
