import type { TaxonomySeed } from '@skills/schema';

/** The taxonomy of the predecessor: 6 categories with their examples, 4 modalities, 4 dependencies. */
export const seedTaxonomy: TaxonomySeed = {
  categories: [
    {
      categoryName: 'Code Quality',
      domain: 'code',
      description: 'Tools for checking and improving code quality',
      examples: ['ruff-check', 'mypy', 'pylint', 'black-format', 'isort'],
    },
    {
      categoryName: 'Testing',
      domain: 'testing',
      description: 'Test execution and coverage tools',
      examples: ['pytest-run', 'coverage-report', 'hypothesis-test', 'pytest-watch'],
    },
    {
      categoryName: 'Documentation',
      domain: 'documentation',
      description: 'Documentation generation and checking',
      examples: ['sphinx-build', 'docstring-check', 'api-docs', 'markdown-lint'],
    },
    {
      categoryName: 'Build & Deploy',
      domain: 'deployment',
      description: 'Build and deployment tools',
      examples: ['docker-build', 'k8s-deploy', 'terraform-apply', 'github-release'],
    },
    {
      categoryName: 'Git & Version Control',
      domain: 'code',
      description: 'Git and version control operations',
      examples: ['git-commit', 'git-push', 'git-status', 'git-diff'],
    },
    {
      categoryName: 'Linting & Formatting',
      domain: 'code',
      description: 'Code linting and auto-formatting',
      examples: ['ruff-check', 'black-format', 'isort', 'autopep8'],
    },
  ],
  modalities: [
    {
      skillName: 'ruff-check',
      modalityType: 'code',
      inputFormat: 'python_source',
      outputFormat: 'diagnostics',
      requiresHumanReview: false,
    },
    {
      skillName: 'pytest-run',
      modalityType: 'testing',
      inputFormat: 'python_tests',
      outputFormat: 'test_results',
      requiresHumanReview: false,
    },
    {
      skillName: 'sphinx-build',
      modalityType: 'documentation',
      inputFormat: 'rst_docs',
      outputFormat: 'html_docs',
      requiresHumanReview: true,
    },
    {
      skillName: 'docker-build',
      modalityType: 'deployment',
      inputFormat: 'dockerfile',
      outputFormat: 'docker_image',
      requiresHumanReview: false,
    },
  ],
  dependencies: [
    { skills: ['ruff-check', 'black-format'], lift: 3.5 },
    { skills: ['pytest-run', 'coverage-report'], lift: 2.8 },
    { skills: ['git-commit', 'git-push'], lift: 4.2 },
    { skills: ['docker-build', 'k8s-deploy'], lift: 2.1 },
  ],
};
